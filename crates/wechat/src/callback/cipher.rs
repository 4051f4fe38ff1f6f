//! AES-256-CBC with WeChat's padding to 32 bytes, and what lies inside: `random(16) | length(4) | message | appid`.

use aes::cipher::{BlockModeDecrypt, BlockModeEncrypt, InnerIvInit};
use aes::{Aes256, Block};
use std::sync::LazyLock;

use base64::Engine;
use bytes::Bytes;

use super::key::{Key, KeySet, Keys};
use super::reject::Reject;
use crate::id::ComponentAppid;

/// The standard alphabet, strict about padding and unused bits. The vectorised engine asks the processor once what it
/// can do, and takes a tenth of the time of the usual one.
#[cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]
static BASE64: LazyLock<base64::engine::Simd> =
    LazyLock::new(|| base64::engine::Simd::standard(base64::engine::general_purpose::PAD));
#[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
static BASE64: LazyLock<base64::engine::GeneralPurpose> = LazyLock::new(|| base64::engine::general_purpose::STANDARD);

/// Random bytes and length in front of the message.
const HEAD: usize = 16 + 4;
/// Texts are padded to this, although AES blocks have 16 bytes: the built-in padding of crypto libraries does not fit.
const PAD: usize = 32;

/// Opens the text of `Encrypt` with the first key that yields a well-formed text for this component. Says which key
/// that was; when none fits, the fault is the one of the current key.
pub(super) fn open(keys: &Keys, encrypt: &str) -> Result<(Bytes, usize), Reject> {
    let ciphertext = BASE64.decode(encrypt).map_err(|_| Reject::Base64)?;
    let (last, newer) = keys.aes.split_last().expect("a component has at least one key");
    let mut fault = None;
    for (generation, key) in newer.iter().enumerate() {
        match open_with(key, &keys.component_appid, ciphertext.clone()) {
            Ok(message) => return Ok((message, generation)),
            Err(reject) => fault = fault.or(Some(reject)),
        }
    }
    // The last key works in the buffer itself; usually it is the only one.
    let opened = open_with(last, &keys.component_appid, ciphertext);
    opened.map(|message| (message, newer.len())).map_err(|reject| fault.unwrap_or(reject))
}

fn open_with(key: &Key, appid: &ComponentAppid, mut text: Vec<u8>) -> Result<Bytes, Reject> {
    let (blocks, rest) = Block::slice_as_chunks_mut(&mut text);
    if blocks.is_empty() || !rest.is_empty() {
        return Err(Reject::Cipher);
    }
    cbc::Decryptor::<&Aes256>::inner_iv_init(&key.aes, (&*key.iv).into()).decrypt_blocks(blocks);
    text.truncate(unpadded_len(&text)?);
    let end = message_end(&text)?;
    if &text[end..] != appid.as_str().as_bytes() {
        return Err(Reject::Appid);
    }
    Ok(Bytes::from(text).slice(HEAD..end))
}

/// The length without padding: 1 to 32 bytes, each holding that number, filling up to a multiple of 32.
fn unpadded_len(text: &[u8]) -> Result<usize, Reject> {
    let pad = text.last().copied().unwrap_or(0);
    let content = text.len().checked_sub(usize::from(pad)).ok_or(Reject::Buffer)?;
    let well_formed = (1..=PAD).contains(&usize::from(pad)) && text[content..].iter().all(|byte| *byte == pad);
    // A length that is no multiple of 32 cannot come out of this padding; nothing genuine gets here with one.
    if well_formed && text.len().is_multiple_of(PAD) { Ok(content) } else { Err(Reject::Buffer) }
}

/// Where the message ends and the appid begins. The length in the text may be anything up to 0xFFFFFFFF.
fn message_end(text: &[u8]) -> Result<usize, Reject> {
    let length = text.get(16..HEAD).and_then(|bytes| bytes.first_chunk::<4>()).ok_or(Reject::Buffer)?;
    let length = usize::try_from(u32::from_be_bytes(*length)).map_err(|_| Reject::Buffer)?;
    HEAD.checked_add(length).filter(|end| *end <= text.len()).ok_or(Reject::Buffer)
}

/// Encrypts a message and returns the text of `Encrypt`.
pub(super) fn seal(set: KeySet<'_>, random16: &[u8; 16], message: &[u8]) -> String {
    let length = u32::try_from(message.len()).expect("messages are far below 4 GiB");
    let appid = set.component_appid.as_str().as_bytes();
    let mut text = Vec::with_capacity(HEAD + message.len() + appid.len() + PAD);
    text.extend_from_slice(random16);
    text.extend_from_slice(&length.to_be_bytes());
    text.extend_from_slice(message);
    text.extend_from_slice(appid);
    pad(&mut text);
    let (blocks, _) = Block::slice_as_chunks_mut(&mut text);
    cbc::Encryptor::<&Aes256>::inner_iv_init(&set.aes_key.aes, (&*set.aes_key.iv).into()).encrypt_blocks(blocks);
    BASE64.encode(&text)
}

fn pad(text: &mut Vec<u8>) {
    let missing = PAD - text.len() % PAD;
    let byte = u8::try_from(missing).expect("1 to 32 fits a byte");
    text.resize(text.len() + missing, byte);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn padding_is_checked_byte_by_byte() {
        let mut text = [7; 32];
        assert_eq!(unpadded_len(&text), Ok(25));
        text[28] = 6;
        assert_eq!(unpadded_len(&text), Err(Reject::Buffer));
        assert_eq!(unpadded_len(&[32; 32]), Ok(0));
        assert_eq!(unpadded_len(&[33; 64]), Err(Reject::Buffer));
        assert_eq!(unpadded_len(&[0; 32]), Err(Reject::Buffer));
        assert_eq!(unpadded_len(&[7; 16]), Err(Reject::Buffer), "half a block of 32");
        assert_eq!(unpadded_len(&[]), Err(Reject::Buffer));
    }

    #[test]
    fn a_length_beyond_the_text_is_refused() {
        let text = |length: u32| [&[0; 16][..], &length.to_be_bytes(), b"message"].concat();
        assert_eq!(message_end(&text(7)), Ok(27));
        for length in [8, 0x0700_0000, u32::MAX] {
            assert_eq!(message_end(&text(length)), Err(Reject::Buffer), "{length}");
        }
        assert_eq!(message_end(&[0; 19]), Err(Reject::Buffer));
    }

    #[test]
    fn padding_fills_up_to_a_whole_block_of_32() {
        for length in 0..=64 {
            let mut text = vec![b'x'; length];
            pad(&mut text);
            assert_eq!(text.len() % 32, 0);
            assert_eq!(unpadded_len(&text), Ok(length));
        }
    }
}
