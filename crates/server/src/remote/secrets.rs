//! How the secrets of a component reach the command line without staying behind in the shell's history: from the
//! environment, from a file or stdin as JSON, or typed at a prompt that does not show them. Flags work too, for those
//! who know what they do.

use std::path::Path;

use clap::Args;
use serde::Deserialize;

use crate::failure::Failure;
use crate::settings::Environment;
use crate::terminal::Terminal;
use crate::words::{said, say};

/// The three secrets, as far as they were given.
#[derive(Default, Args)]
pub(crate) struct SecretArgs {
    #[arg(help = "第三方平台 AppSecret [env: WXFLEET_COMPONENT_APP_SECRET]", long, value_name = "SECRET")]
    app_secret: Option<String>,
    #[arg(help = "消息校验Token [env: WXFLEET_COMPONENT_TOKEN]", long, value_name = "TOKEN")]
    token: Option<String>,
    #[arg(help = "消息加解密Key, 43 characters [env: WXFLEET_COMPONENT_ENCODING_AES_KEY]", long, value_name = "KEY")]
    encoding_aes_key: Option<String>,
    #[arg(
        help = "JSON file with app_secret, token and encoding_aes_key; - reads stdin, or asks on a terminal",
        long,
        value_name = "FILE"
    )]
    secrets_from: Option<String>,
}

impl std::fmt::Debug for SecretArgs {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SecretArgs").field("secrets_from", &self.secrets_from).finish_non_exhaustive()
    }
}

/// The secrets that were found, from whichever place.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Secrets {
    pub(crate) app_secret: Option<String>,
    pub(crate) token: Option<String>,
    pub(crate) encoding_aes_key: Option<String>,
}

impl SecretArgs {
    /// Looks for each secret in the flags, then in the file or stdin, then in the environment.
    pub(crate) fn gather(self, environment: &Environment, terminal: Terminal) -> Result<Secrets, Failure> {
        let from = match self.secrets_from.as_deref() {
            Some("-") if terminal.can_ask() => Secrets::default().ask_missing(terminal)?,
            Some("-") => parse(&terminal.read_stdin()?)?,
            Some(path) => parse(&read(Path::new(path))?)?,
            None => Secrets::default(),
        };
        let variable = |name| environment.get(name).map(str::to_owned);
        Ok(Secrets {
            app_secret: self.app_secret.or(from.app_secret).or_else(|| variable("WXFLEET_COMPONENT_APP_SECRET")),
            token: self.token.or(from.token).or_else(|| variable("WXFLEET_COMPONENT_TOKEN")),
            encoding_aes_key: self
                .encoding_aes_key
                .or(from.encoding_aes_key)
                .or_else(|| variable("WXFLEET_COMPONENT_ENCODING_AES_KEY")),
        })
    }
}

impl Secrets {
    /// Asks for those that are missing.
    pub(crate) fn ask_missing(self, terminal: Terminal) -> Result<Self, Failure> {
        let lang = terminal.lang;
        let ask = |known: Option<String>, what: &str| match known {
            Some(known) => Ok(Some(known)),
            None => terminal.ask_secret(&say!(lang, "{what} (not shown): ", "{what}（不显示）：")).map(Some),
        };
        Ok(Self {
            app_secret: ask(self.app_secret, "AppSecret")?,
            token: ask(self.token, lang.pick("message token (消息校验Token)", "消息校验Token"))?,
            encoding_aes_key: ask(
                self.encoding_aes_key,
                lang.pick("EncodingAESKey (消息加解密Key)", "消息加解密Key（EncodingAESKey）"),
            )?,
        })
    }
}

fn parse(text: &str) -> Result<Secrets, Failure> {
    // The parser's own words could quote a secret.
    serde_json::from_str(text).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        Failure::Usage(said!(
            "the secrets are not the JSON object we expect (line {line}, column {column}): write \
             {{\"app_secret\":\"…\",\"token\":\"…\",\"encoding_aes_key\":\"…\"}}",
            "密钥不是我们要的 JSON 对象（第 {line} 行第 {column} 列）：请写 \
             {{\"app_secret\":\"…\",\"token\":\"…\",\"encoding_aes_key\":\"…\"}}"
        ))
    })
}

fn read(path: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(path).map_err(|cause| {
        let path = path.display();
        Failure::Usage(said!("cannot read {path}: {cause}", "读不了 {path}：{cause}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Lang;

    #[test]
    fn a_flag_beats_the_file_which_beats_the_environment() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("secrets.json");
        std::fs::write(&path, r#"{"app_secret":"file","token":"file"}"#).unwrap();
        let args = SecretArgs {
            app_secret: Some("flag".to_owned()),
            secrets_from: Some(path.display().to_string()),
            ..SecretArgs::default()
        };
        let environment = Environment::of([
            ("WXFLEET_COMPONENT_APP_SECRET", "environment"),
            ("WXFLEET_COMPONENT_TOKEN", "environment"),
            ("WXFLEET_COMPONENT_ENCODING_AES_KEY", "environment"),
        ]);
        let secrets = args.gather(&environment, Terminal::nobody(Lang::En)).unwrap();
        assert_eq!(secrets.app_secret.as_deref(), Some("flag"));
        assert_eq!(secrets.token.as_deref(), Some("file"));
        assert_eq!(secrets.encoding_aes_key.as_deref(), Some("environment"));
    }

    #[test]
    fn broken_json_does_not_show_the_secret() {
        for text in [r#"{"app_secret":"hunter2""#, r#"{"hunter2":"x"}"#, r#"["hunter2"]"#] {
            let Err(failure) = parse(text) else { panic!("accepted {text}") };
            assert_eq!(failure.status(), 2);
            assert!(!failure.say(Lang::En).unwrap().contains("hunter2"));
        }
    }
}
