//! Pictures drawn on demand: avatars and QR codes as SVG.

use qrcode::QrCode;
use qrcode::render::svg;

use crate::world::merchant::Profile;

/// A QR code of the text; empty when it does not fit.
pub(crate) fn qr_svg(text: &str) -> String {
    let Ok(code) = QrCode::new(text.as_bytes()) else { return String::new() };
    code.render::<svg::Color<'_>>().min_dimensions(200, 200).quiet_zone(true).build()
}

/// A round-cornered square in a colour that follows from the appid, with the first sign of the name.
pub(crate) fn avatar(profile: &Profile) -> String {
    let hue = profile.appid.bytes().fold(0_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(byte))) % 360;
    let sign = profile.nick_name.chars().find(|c| c.is_alphanumeric()).unwrap_or('店');
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 96 96\"><rect width=\"96\" height=\"96\" rx=\"16\" \
         fill=\"hsl({hue} 45% 52%)\"/><text x=\"48\" y=\"62\" font-size=\"42\" text-anchor=\"middle\" fill=\"#fff\" \
         font-family=\"sans-serif\">{sign}</text></svg>"
    )
}
