//! Templates and drafts: the platform's own library of code, from which every Mini Program is served.

use wxfleet_model::journal::{Deed, Intent, Outcome};
use wxfleet_model::permission::{Action, Actor};
use wxfleet_wechat::id::{ComponentAppid, DraftId, TemplateId};
use wxfleet_wechat::template::{Addtotemplate, Deletetemplate, Draft, Gettemplatedraftlist, Gettemplatelist, Template};

use crate::error::{Error, What};
use crate::gate;
use crate::journal::Journal;
use crate::tokens::Tokens;

/// The service.
#[derive(Clone)]
pub struct Templates {
    tokens: Tokens,
    journal: Journal,
}

impl Templates {
    pub(crate) fn new(tokens: Tokens, journal: Journal) -> Self {
        Self { tokens, journal }
    }

    /// The templates, newest first.
    pub async fn list(&self, actor: &Actor, component: &ComponentAppid) -> Result<Vec<Template>, Error> {
        gate::on_component(actor, Action::TemplateRead, component)?;
        self.read(component).await
    }

    /// The drafts, newest first.
    pub async fn drafts(&self, actor: &Actor, component: &ComponentAppid) -> Result<Vec<Draft>, Error> {
        gate::on_component(actor, Action::TemplateRead, component)?;
        let mut drafts = self.tokens.call_component(component, &Gettemplatedraftlist::new()).await?.draft_list;
        drafts.sort_by_key(|draft| std::cmp::Reverse((draft.create_time, draft.draft_id)));
        Ok(drafts)
    }

    /// Makes a template of a draft. WeChat does not name the new template, so it is found by comparing the library
    /// before and after.
    pub async fn add(&self, actor: &Actor, component: &ComponentAppid, draft: DraftId) -> Result<Template, Error> {
        gate::on_component(actor, Action::TemplateWrite, component)?;
        let before = self.read(component).await?;
        let request = serde_json::json!({"draft_id": draft});
        let entry = self.journal.open(actor, Deed::TemplateAdd, component, None, request).await?;
        let added = self.tokens.call_component(component, &Addtotemplate::new(draft)).await;
        let found = match &added {
            Ok(_) => self.read(component).await.map(|after| newest_of(&before, after, draft)),
            Err(_) => Ok(None),
        };
        let template_id = found.as_ref().ok().and_then(Option::as_ref).map(|template| template.template_id);
        self.journal.close(entry, &added, serde_json::json!({"template_id": template_id})).await;
        added?;
        found?.ok_or(Error::NotFound(What::Template))
    }

    /// Deletes a template. What was committed from it stays as it is.
    pub async fn delete(&self, actor: &Actor, component: &ComponentAppid, template: TemplateId) -> Result<(), Error> {
        gate::on_component(actor, Action::TemplateWrite, component)?;
        let request = serde_json::json!({"template_id": template});
        let entry = self.journal.open(actor, Deed::TemplateDelete, component, None, request).await?;
        let deleted = self.tokens.call_component(component, &Deletetemplate::new(template)).await;
        self.journal.close(entry, &deleted, serde_json::json!({})).await;
        deleted.map(drop)
    }

    async fn read(&self, component: &ComponentAppid) -> Result<Vec<Template>, Error> {
        let mut templates = self.tokens.call_component(component, &Gettemplatelist::new()).await?.template_list;
        templates.sort_by_key(|template| std::cmp::Reverse((template.create_time, template.template_id)));
        Ok(templates)
    }
}

impl Templates {
    /// Finds out whether an interrupted change of the library happened. Gives `None` for deeds that are not its own.
    pub(crate) async fn find_out(&self, component: &ComponentAppid, intent: &Intent) -> Result<Option<Outcome>, Error> {
        let number = |key: &str| intent.request[key].as_i64();
        if !matches!(intent.deed, Deed::TemplateAdd | Deed::TemplateDelete) {
            return Ok(None);
        }
        let library = self.read(component).await?;
        let result = match intent.deed {
            Deed::TemplateAdd => library
                .iter()
                .find(|template| {
                    template.draft_id.map(|draft| draft.0) == number("draft_id")
                        && template.create_time >= intent.opened_at.as_second() - 60
                })
                .map(|template| serde_json::json!({"template_id": template.template_id})),
            _ => library
                .iter()
                .all(|template| Some(template.template_id.0) != number("template_id"))
                .then(|| serde_json::json!({})),
        };
        Ok(Some(match result {
            Some(result) => Outcome::Done { result },
            None => Outcome::Failed { reason: "interrupted; WeChat shows that it did not happen".to_owned() },
        }))
    }
}

fn newest_of(before: &[Template], after: Vec<Template>, draft: DraftId) -> Option<Template> {
    let is_new = |template: &Template| before.iter().all(|known| known.template_id != template.template_id);
    let mut of_draft: Vec<Template> = after.into_iter().filter(|template| template.draft_id == Some(draft)).collect();
    let position = of_draft.iter().position(is_new).unwrap_or(0);
    (position < of_draft.len()).then(|| of_draft.swap_remove(position))
}
