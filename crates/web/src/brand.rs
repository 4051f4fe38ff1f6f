//! How the ISV shows itself to merchants: its logo, and whom they call. Both come from the settings.

use std::fmt;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use http::StatusCode;
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use wxfleet_console::merchant::Look;

use crate::app::App;

/// The largest logo that is taken (256 KiB): merchants load it on a phone.
pub const LOGO_LIMIT: usize = 256 << 10;

/// What merchants see of the ISV besides its name.
#[derive(Debug, Clone, Default)]
pub struct Brand {
    /// In the place of the name's first letter.
    pub logo: Option<Logo>,
    /// Whom a merchant calls, and how.
    pub contact: Option<String>,
}

impl Brand {
    pub(crate) fn look(&self) -> Look<'_> {
        Look { logo: self.logo.as_ref().map(|logo| logo.address.as_str()), contact: self.contact.as_deref() }
    }
}

/// A picture that was looked at: of a kind that every browser shows and that holds no script.
#[derive(Clone)]
pub struct Logo {
    bytes: Bytes,
    content_type: &'static str,
    /// Below our own address; it holds a digest of the picture, so it never means another one.
    address: String,
}

/// Why bytes are no logo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidLogo {
    /// Over [`LOGO_LIMIT`].
    #[error("it is larger than 256 KiB")]
    TooLarge,
    /// No PNG, JPEG, WebP or GIF. SVG is not taken: it may hold scripts.
    #[error("it is no PNG, JPEG, WebP or GIF")]
    Kind,
}

impl Logo {
    /// Looks at a picture by its first bytes.
    pub fn new(bytes: Vec<u8>) -> Result<Self, InvalidLogo> {
        if bytes.len() > LOGO_LIMIT {
            return Err(InvalidLogo::TooLarge);
        }
        let (content_type, extension) = match bytes.as_slice() {
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => ("image/png", "png"),
            [0xFF, 0xD8, 0xFF, ..] => ("image/jpeg", "jpg"),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => ("image/webp", "webp"),
            [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => ("image/gif", "gif"),
            _ => return Err(InvalidLogo::Kind),
        };
        let address = format!("/brand/logo-{:016x}.{extension}", wxfleet_console::assets::digest(&bytes));
        Ok(Self { bytes: bytes.into(), content_type, address })
    }
}

impl fmt::Debug for Logo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Logo({} bytes of {})", self.bytes.len(), self.content_type)
    }
}

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/brand/{name}", get(logo))
}

async fn logo(State(app): State<App>, Path(name): Path<String>) -> Response {
    match &app.config.brand.logo {
        Some(logo) if logo.address.ends_with(&format!("/{name}")) => {
            let keep = "public, max-age=31536000, immutable";
            ([(CONTENT_TYPE, logo.content_type), (CACHE_CONTROL, keep)], logo.bytes.clone()).into_response()
        }
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_are_told_by_their_first_bytes() {
        for (bytes, kind) in [
            (&b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..], "image/png"),
            (b"\xff\xd8\xff\xe0..JFIF", "image/jpeg"),
            (b"RIFF\x10\0\0\0WEBPVP8 ", "image/webp"),
            (b"GIF89a\x01\0", "image/gif"),
        ] {
            assert_eq!(Logo::new(bytes.to_vec()).unwrap().content_type, kind);
        }
        for bad in [&b""[..], b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"\x89PNG", b"RIFF\x10\0\0\0AVI "] {
            assert_eq!(Logo::new(bad.to_vec()).unwrap_err(), InvalidLogo::Kind);
        }
        let mut large = b"GIF89a".to_vec();
        large.resize(LOGO_LIMIT + 1, 0);
        assert_eq!(Logo::new(large).unwrap_err(), InvalidLogo::TooLarge);
    }
}
