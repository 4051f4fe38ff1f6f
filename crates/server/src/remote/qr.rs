//! QR codes drawn in the terminal, to be scanned from the screen.

use qrcode::QrCode;
use qrcode::render::unicode::Dense1x2;

/// The text as a QR code of half blocks: light on dark, as most terminals are. `None` for a text too long to draw.
pub(crate) fn draw(text: &str) -> Option<String> {
    let code = QrCode::with_error_correction_level(text, qrcode::EcLevel::L).ok()?;
    Some(code.render::<Dense1x2>().dark_color(Dense1x2::Light).light_color(Dense1x2::Dark).quiet_zone(true).build())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_drawn_as_a_square() {
        let drawn = draw("http://127.0.0.1:8600/invite/0123456789abcdef").unwrap();
        let widths: Vec<usize> = drawn.lines().map(|line| line.chars().count()).collect();
        assert!(widths.iter().all(|width| *width == widths[0]), "{widths:?}");
        assert_eq!(widths[0].div_ceil(2), widths.len());
        assert!(drawn.contains('█'));
    }

    #[test]
    fn what_does_not_fit_is_not_drawn() {
        assert_eq!(draw(&"x".repeat(5000)), None);
    }
}
