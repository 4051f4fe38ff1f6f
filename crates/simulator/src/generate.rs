//! Made-up merchants: believable Chinese names, principals and categories, all following from seed and number.
//!
//! A profile is derived whenever it is asked for and never kept, so ten thousand merchants cost an appid each. In an
//! awkward fleet every fourth of the first forty has a name that hurts careless programs, and some lack permission
//! sets or their name, or are warned or frozen.

mod words;

use crate::config::Fleet;
use crate::random::Random;
use crate::world::merchant::{AccountKind, Category, Profile};

/// Permission sets that a Mini Program can grant unless it lacks one.
pub(crate) const MINI_PROGRAM_SETS: [i64; 18] =
    [17, 18, 19, 25, 30, 31, 37, 40, 41, 45, 49, 51, 52, 65, 76, 81, 85, 142];
/// Permission sets that an Official Account can grant.
pub(crate) const OFFICIAL_ACCOUNT_SETS: [i64; 19] =
    [1, 2, 3, 4, 6, 7, 11, 15, 16, 22, 23, 24, 26, 27, 33, 34, 46, 54, 66];

const APPID_STREAM: u64 = 1;
const PROFILE_STREAM: u64 = 2;

/// The appid of merchant number `index`.
pub(crate) fn appid(seed: u64, index: u32) -> String {
    format!("wx{}", Random::of(seed, APPID_STREAM, u64::from(index)).hex(16))
}

/// Everything about merchant number `index`; the Official Accounts come after the Mini Programs.
pub(crate) fn profile(seed: u64, fleet: Fleet, index: u32) -> Profile {
    let kind = if index < fleet.mini_programs { AccountKind::MiniProgram } else { AccountKind::OfficialAccount };
    let mut random = Random::of(seed, PROFILE_STREAM, u64::from(index));
    let (name, place, trade) = words::shop(seed, index);
    let mut profile = Profile {
        appid: appid(seed, index),
        user_name: format!("gh_{}", random.hex(12)),
        nick_name: name,
        alias: if random.below(3) == 0 { format!("shop{}", random.digits(6)) } else { String::new() },
        principal_name: words::principal(&mut random, place, trade),
        signature: words::signature(&mut random, trade),
        kind,
        categories: categories(&mut random, trade),
        available_sets: match kind {
            AccountKind::MiniProgram => MINI_PROGRAM_SETS.to_vec(),
            AccountKind::OfficialAccount => OFFICIAL_ACCOUNT_SETS.to_vec(),
        },
        service_type: if kind == AccountKind::OfficialAccount { 2 } else { 0 },
        verify_type: if random.below(4) == 0 { -1 } else { 0 },
        register_type: *random.pick(&[0, 0, 0, 2, 6]),
        account_status: 1,
        named: true,
        unpermitted_private_apis: Vec::new(),
    };
    if fleet.awkward && kind == AccountKind::MiniProgram {
        make_awkward(&mut profile, index);
    }
    profile
}

/// Every category that a made-up merchant can have.
pub(crate) fn known_categories() -> Vec<Category> {
    words::categories()
}

fn categories(random: &mut Random, trade: &words::Trade) -> Vec<Category> {
    let mut all = vec![trade.category.clone()];
    if random.below(3) == 0 && trade.category != words::TOOLS {
        all.push(words::TOOLS);
    }
    all
}

fn make_awkward(profile: &mut Profile, index: u32) {
    let at = usize::try_from(index).unwrap_or(usize::MAX);
    if at % 4 == 3
        && let Some(name) = words::AWKWARD.get(at / 4)
    {
        profile.nick_name = words::unfold(name);
    }
    match index % 20 {
        4 => profile.available_sets.retain(|id| *id != 18),
        6 => {
            profile.named = false;
            profile.nick_name.clear();
            profile.signature.clear();
        }
        8 => profile.available_sets.retain(|id| ![25, 30].contains(id)),
        9 => profile.account_status = 18,
        13 => profile.account_status = 19,
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    const FLEET: Fleet = Fleet { mini_programs: 40, official_accounts: 4, awkward: true };

    #[test]
    fn the_same_seed_gives_the_same_merchant() {
        assert_eq!(profile(7, FLEET, 3), profile(7, FLEET, 3));
        assert_ne!(appid(7, 3), appid(8, 3));
    }

    #[test]
    fn ten_thousand_names_and_appids_differ() {
        let plain = Fleet { mini_programs: 10_000, official_accounts: 0, awkward: false };
        let names: BTreeSet<_> = (0..10_000).map(|index| profile(1, plain, index).nick_name).collect();
        let appids: BTreeSet<_> = (0..10_000).map(|index| appid(1, index)).collect();
        assert_eq!((names.len(), appids.len()), (10_000, 10_000));
    }

    #[test]
    fn an_awkward_fleet_has_every_awkward_thing() {
        let all: Vec<_> = (0..44).map(|index| profile(1, FLEET, index)).collect();
        assert!(all.iter().any(|one| one.nick_name.contains("<script>")));
        assert!(all.iter().any(|one| one.nick_name.contains('\u{2028}')));
        assert!(all.iter().any(|one| one.nick_name.chars().count() > 200));
        assert!(all.iter().any(|one| !one.named));
        assert!(all.iter().any(|one| one.kind == AccountKind::MiniProgram && !one.available_sets.contains(&18)));
        assert!(all.iter().any(|one| one.kind == AccountKind::OfficialAccount));
    }
}
