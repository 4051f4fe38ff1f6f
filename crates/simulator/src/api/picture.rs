//! A QR code as `image/jpeg`, the type that WeChat answers.
//!
//! A baseline JPEG in grey whose 8×8 blocks are each one colour needs nothing of JPEG but the constant coefficient, so
//! a module of the code is one block and the writer fits on a page.

use bytes::Bytes;
use qrcode::{Color, QrCode};

/// Modules of white around the code.
const QUIET: usize = 4;

/// The QR code of `text`; None when the text does not fit into one.
pub(super) fn qr_jpeg(text: &str) -> Option<Bytes> {
    let code = QrCode::new(text.as_bytes()).ok()?;
    let inner = code.width();
    let width = inner + 2 * QUIET;
    let colors = code.to_colors();
    let dark = |x: usize, y: usize| {
        let inside = (QUIET..QUIET + inner).contains(&x) && (QUIET..QUIET + inner).contains(&y);
        inside && colors[(y - QUIET) * inner + (x - QUIET)] == Color::Dark
    };
    let mut jpeg = header(u16::try_from(width * 8).ok()?);
    let mut bits = Bits::default();
    let mut before = 0_i32;
    for y in 0..width {
        for x in 0..width {
            // With a quantiser of 8 the constant coefficient of a block is its grey minus 128.
            let level = if dark(x, y) { -128 } else { 127 };
            bits.constant(level - before);
            before = level;
        }
    }
    bits.finish(&mut jpeg);
    jpeg.extend([0xFF, 0xD9]);
    Some(jpeg.into())
}

/// Everything before the scan: tables and the size.
fn header(side: u16) -> Vec<u8> {
    let mut out = vec![0xFF, 0xD8];
    out.extend([0xFF, 0xE0, 0, 16]);
    out.extend(b"JFIF\0");
    out.extend([1, 1, 0, 0, 1, 0, 1, 0, 0]);
    out.extend([0xFF, 0xDB, 0, 67, 0]);
    out.extend([8; 64]);
    let [high, low] = side.to_be_bytes();
    out.extend([0xFF, 0xC0, 0, 11, 8, high, low, high, low, 1, 1, 0x11, 0]);
    // Constants: the standard luminance table, categories 0 to 11.
    out.extend([0xFF, 0xC4, 0, 31, 0x00]);
    out.extend([0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0]);
    out.extend(0..12);
    // The rest: one code, "end of block".
    out.extend([0xFF, 0xC4, 0, 20, 0x10]);
    out.extend([1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    out.extend([0xFF, 0xDA, 0, 8, 1, 1, 0x00, 0, 63, 0]);
    out
}

/// The standard luminance codes of the categories 0 to 8: bits and how many.
const CATEGORIES: [(u32, u32); 9] =
    [(0b00, 2), (0b010, 3), (0b011, 3), (0b100, 3), (0b101, 3), (0b110, 3), (0b1110, 4), (0b11110, 5), (0b11_1110, 6)];

#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    pending: u32,
    count: u32,
}

impl Bits {
    /// One block: the step of its constant, then "end of block".
    fn constant(&mut self, step: i32) {
        let magnitude = step.unsigned_abs();
        let category = 32 - magnitude.leading_zeros();
        let (code, len) = CATEGORIES[usize::try_from(category).unwrap_or(0).min(8)];
        self.put(code, len);
        let value = if step < 0 { !magnitude & ((1 << category) - 1) } else { magnitude };
        self.put(value, category);
        self.put(0, 1);
    }

    fn put(&mut self, value: u32, len: u32) {
        for at in (0..len).rev() {
            self.pending = (self.pending << 1) | ((value >> at) & 1);
            self.count += 1;
            if self.count == 8 {
                let byte = u8::try_from(self.pending & 0xFF).unwrap_or(0);
                self.bytes.push(byte);
                if byte == 0xFF {
                    self.bytes.push(0);
                }
                (self.pending, self.count) = (0, 0);
            }
        }
    }

    fn finish(mut self, out: &mut Vec<u8>) {
        while self.count != 0 {
            self.put(1, 1);
        }
        out.append(&mut self.bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_framed_as_a_jpeg_and_differs_by_text() {
        let one = qr_jpeg("a").unwrap();
        assert_eq!((&one[..3], &one[one.len() - 2..]), (&[0xFF, 0xD8, 0xFF][..], &[0xFF, 0xD9][..]));
        assert_ne!(one, qr_jpeg("b").unwrap());
        assert!(qr_jpeg(&"x".repeat(10_000)).is_none());
    }
}
