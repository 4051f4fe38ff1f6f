//! Addresses as QR codes, to be scanned from a screen.

use qrcode::{Color, QrCode};

/// A QR code as the path of an SVG.
pub(crate) struct Qr {
    pub(crate) side: usize,
    pub(crate) path: String,
}

impl Qr {
    /// Light modules around the code, so that cameras find it (ISO/IEC 18004).
    const QUIET: usize = 4;

    /// `None` when the text is too long for any code.
    pub(crate) fn of(text: &str) -> Option<Self> {
        let code = QrCode::new(text).ok()?;
        let modules = code.to_colors();
        let rows = modules.chunks(code.width()).enumerate();
        let dark = rows.flat_map(|(y, row)| {
            let dark = row.iter().enumerate().filter(|(_, module)| **module == Color::Dark);
            dark.map(move |(x, _)| format!("M{} {}h1v1h-1z", x + Self::QUIET, y + Self::QUIET))
        });
        Some(Self { path: dark.collect(), side: code.width() + 2 * Self::QUIET })
    }
}
