//! What pages load: style sheets, the console's scripts and the icon, embedded as `build.rs` compressed them, each under a
//! name that holds a digest of its content.
//!
//! Such a name never means other bytes, so browsers may keep the file for ever. A name with the digest of another
//! release (a page that was open during an upgrade, another replica) still gets today's file, but not for keeps.

use std::io::Read as _;
use std::sync::LazyLock;

use flate2::read::GzDecoder;

/// A file to send.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asset {
    /// For `Content-Type`.
    pub content_type: &'static str,
    /// The file, compressed by gzip.
    pub gzip: &'static [u8],
    /// Whether this name will always mean these bytes, so that it may be cached for a year.
    pub immutable: bool,
}

impl Asset {
    /// The file itself, for the rare client that does not take gzip.
    pub fn plain(&self) -> Vec<u8> {
        plain(self.gzip)
    }
}

fn plain(gzip: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    GzDecoder::new(gzip).read_to_end(&mut bytes).expect("build.rs compressed it");
    bytes
}

/// One embedded file.
struct Embedded {
    stem: &'static str,
    extension: &'static str,
    content_type: &'static str,
    gzip: &'static [u8],
}

macro_rules! embedded {
    ($stem:literal, $extension:literal, $content_type:expr) => {
        Embedded {
            stem: $stem,
            extension: $extension,
            content_type: $content_type,
            gzip: include_bytes!(concat!(env!("OUT_DIR"), "/", $stem, ".", $extension, ".gz")),
        }
    };
}

const SHEET: &str = "text/css; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";

static EMBEDDED: [Embedded; 7] = [
    embedded!("merchant", "css", SHEET),
    embedded!("reference", "css", SHEET),
    embedded!("console", "css", SHEET),
    embedded!("console-card", "css", SHEET),
    embedded!("console", "js", SCRIPT),
    // Somebody else's, unchanged: `assets/htmx.LICENSE.txt`.
    embedded!("htmx", "js", SCRIPT),
    embedded!("icon", "svg", "image/svg+xml"),
];

impl Embedded {
    /// The name under `/assets/`.
    fn name(&self) -> String {
        format!("{}-{:016x}.{}", self.stem, digest(self.gzip), self.extension)
    }
}

/// What tells a file from another in its name: FNV-1a, 64 bits. Told apart are our own few files and the operator's logo;
/// nobody attacks these names.
pub fn digest(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

/// The file behind `name`, which is what follows `/assets/` in the address. `None` if there is none such.
pub fn asset(name: &str) -> Option<Asset> {
    let (stem, rest) = name.rsplit_once('-')?;
    let (digest, extension) = rest.split_once('.')?;
    if !digest.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let file = EMBEDDED.iter().find(|file| file.stem == stem && file.extension == extension)?;
    Some(Asset { content_type: file.content_type, gzip: file.gzip, immutable: file.name() == name })
}

/// Names of all files, as [`asset`] takes them.
pub fn names() -> impl Iterator<Item = String> {
    EMBEDDED.iter().map(Embedded::name)
}

/// The addresses that pages write into their heads.
pub(crate) struct Addresses {
    pub(crate) merchant: String,
    pub(crate) reference: String,
    pub(crate) console: String,
    pub(crate) console_card: String,
    pub(crate) console_script: String,
    pub(crate) htmx: String,
    pub(crate) icon: String,
}

/// Where the files are, by content.
pub(crate) static ADDRESSES: LazyLock<Addresses> = LazyLock::new(|| {
    let [merchant, reference, console, console_card, console_script, htmx, icon] =
        EMBEDDED.each_ref().map(|file| format!("/assets/{}", file.name()));
    Addresses { merchant, reference, console, console_card, console_script, htmx, icon }
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_found_under_its_name_for_ever() {
        for name in names() {
            let found = asset(&name).expect(&name);
            assert!(found.immutable && !found.plain().is_empty(), "{name}");
        }
        assert_eq!(ADDRESSES.merchant, format!("/assets/{}", EMBEDDED[0].name()));
    }

    #[test]
    fn a_name_from_another_release_gets_the_file_of_today_but_not_for_keeps() {
        let found = asset("merchant-0000000000000000.css").expect("a sheet");
        assert!(!found.immutable);
        assert_eq!(found.content_type, "text/css; charset=utf-8");
    }

    #[test]
    fn other_names_are_nothing() {
        for name in [
            "",
            "merchant.css",
            "merchant-1.svg",
            "../Cargo.toml",
            "icon-",
            "-.css",
            "unknown-1.css",
            "console-%00.css",
        ] {
            assert_eq!(asset(name), None, "{name}");
        }
    }

    #[test]
    fn sheets_load_nothing_else() {
        for file in EMBEDDED.iter().filter(|file| file.extension == "css") {
            let text = String::from_utf8(plain(file.gzip)).expect("a sheet is text");
            assert!(text.starts_with(include_str!("../assets/tokens.css")), "{}", file.stem);
            for word in ["@import", "url(", "javascript", "<script"] {
                assert!(!text.contains(word), "{} holds {word}", file.stem);
            }
        }
    }

    #[test]
    fn our_script_evaluates_nothing_and_writes_no_markup() {
        for word in ["eval(", "new Function", "innerHTML", "outerHTML", "document.write", ".style"] {
            assert!(!include_str!("../assets/console.js").contains(word), "{word}");
        }
    }

    #[test]
    fn who_chose_dark_sees_what_a_dark_system_shows() {
        let tokens = include_str!("../assets/tokens.css");
        let values = |from: &str| -> Vec<String> {
            let block = tokens.split_once(from).expect(from).1.split_once('}').expect("an end").0;
            block.lines().map(str::trim).filter(|line| line.starts_with("--")).map(str::to_owned).collect()
        };
        let chosen = values(r#":root[data-theme="dark"] {"#);
        assert!(chosen.len() > 10);
        assert_eq!(values(r#":root:not([data-theme="light"]) {"#), chosen);
    }

    /// The value of `--name` in the light or the dark half of the tokens, as red, green, blue.
    fn colour(half: &str, name: &str) -> [f64; 3] {
        let declared = half.split_once(&format!("--{name}: #")).unwrap_or_else(|| panic!("no {name}")).1;
        let number = u32::from_str_radix(&declared[..6], 16).expect("six hexadecimal digits");
        [number >> 16, number >> 8 & 0xff, number & 0xff].map(f64::from)
    }

    /// Relative luminance (WCAG 2).
    fn luminance(rgb: [f64; 3]) -> f64 {
        let [red, green, blue] = rgb.map(|channel| {
            let channel = channel / 255.0;
            if channel <= 0.04045 { channel / 12.92 } else { ((channel + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    #[test]
    fn ink_stands_out_from_every_ground_in_light_and_dark() {
        let tokens = include_str!("../assets/tokens.css");
        let (light, dark) = tokens.split_once("prefers-color-scheme: dark").expect("two halves");
        for (mode, half) in [("light", light), ("dark", dark)] {
            let inks = ["ink", "ink-soft", "accent", "good", "warn", "bad", "info"];
            let pairs = inks.iter().flat_map(|ink| ["paper", "panel", "sunken"].map(|ground| (*ink, ground)));
            for (ink, ground) in
                pairs.chain([("on-action", "action"), ("on-action", "action-pressed"), ("on-mark", "mark")])
            {
                let (a, b) = (luminance(colour(half, ink)), luminance(colour(half, ground)));
                let contrast = (a.max(b) + 0.05) / (a.min(b) + 0.05);
                assert!(contrast >= 4.5, "{mode}: {ink} on {ground} is {contrast:.2}");
            }
        }
    }
}
