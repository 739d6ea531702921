//! How is a body unpacked, within its bound?

use std::io::{self, Read};

use brotli_decompressor::Decompressor;
use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

use crate::fetch::net::fault::Fault;

/// Size of the buffers of the decoders, in bytes.
const BUFFER: usize = 16 * 1024;

/// The packings that are asked for.
pub(crate) const ACCEPTED: &str = "gzip, br, deflate";

/// Reads a body to its end, as `Content-Encoding` says that it is packed. `limit` bounds what it unpacks to, and so what is
/// kept in memory, in bytes.
pub(crate) fn read_body(
    body: &mut dyn Read,
    encoding: Option<&str>,
    limit: u64,
) -> Result<Vec<u8>, Fault> {
    let encoding = encoding.unwrap_or_default().trim().to_ascii_lowercase();
    match encoding.as_str() {
        "" | "identity" => read_bounded(body, limit, of_transfer),
        "gzip" | "x-gzip" => read_bounded(MultiGzDecoder::new(body), limit, of_unpacking),
        "br" => read_bounded(Decompressor::new(body, BUFFER), limit, of_unpacking),
        "deflate" => read_deflated(body, limit),
        // What two packings after one another unpack to is bounded by nothing that is known here.
        other => Err(Fault::BadPacking {
            why: format!("`{other}` was not asked for"),
        }),
    }
}

/// Unpacks a file that is itself packed with gzip, such as `sitemap.xml.gz`.
pub(crate) fn unpack_gzip(packed: &[u8], limit: u64) -> Result<Vec<u8>, Fault> {
    read_bounded(MultiGzDecoder::new(packed), limit, of_unpacking)
}

/// `deflate` is zlib by the standard; some hosts send the bare stream.
fn read_deflated(body: &mut dyn Read, limit: u64) -> Result<Vec<u8>, Fault> {
    let mut first = [0; 2];
    let mut length = 0;
    while length < first.len() {
        match body.read(&mut first[length..]).map_err(of_transfer)? {
            0 => break,
            read => length += read,
        }
    }
    let is_zlib =
        length == 2 && first[0] & 0x0f == 8 && u16::from_be_bytes(first).is_multiple_of(31);
    let body = first[..length].chain(body);
    if is_zlib {
        read_bounded(ZlibDecoder::new(body), limit, of_unpacking)
    } else {
        read_bounded(DeflateDecoder::new(body), limit, of_unpacking)
    }
}

fn read_bounded(
    body: impl Read,
    limit: u64,
    fault: impl Fn(io::Error) -> Fault,
) -> Result<Vec<u8>, Fault> {
    let mut bytes = Vec::new();
    let mut body = body.take(limit.saturating_add(1));
    body.read_to_end(&mut bytes).map_err(fault)?;
    if bytes.len() as u64 > limit {
        return Err(Fault::TooLarge { limit });
    }
    Ok(bytes)
}

fn of_transfer(error: io::Error) -> Fault {
    if let Some(ureq::Error::Timeout(_)) = inner(&error) {
        return Fault::TimedOut;
    }
    match error.kind() {
        io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock => Fault::TimedOut,
        _ => Fault::cut_short(error),
    }
}

/// A packed body fails either since its transfer failed or since it is badly packed.
fn of_unpacking(error: io::Error) -> Fault {
    if inner(&error).is_some() {
        return of_transfer(error);
    }
    match error.kind() {
        io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput => Fault::BadPacking {
            why: error.to_string(),
        },
        _ => of_transfer(error),
    }
}

fn inner(error: &io::Error) -> Option<&ureq::Error> {
    error.get_ref()?.downcast_ref()
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use flate2::Compression;
    use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};

    use super::*;

    const TEXT: &[u8] =
        b"The clerk was sentenced. The clerk was sentenced. The clerk was sentenced.";

    /// Brotli's form of a body that is not packed further: one block as it is, then the end.
    fn brotli(text: &[u8]) -> Vec<u8> {
        let length = u32::try_from(text.len() - 1).expect("a short text");
        // Window of 16 bits; not the last block; a length of four digits; not packed.
        let header = (length << 4) | (1 << 20);
        let mut packed = header.to_le_bytes()[..3].to_vec();
        packed.extend_from_slice(text);
        packed.push(3);
        packed
    }

    fn packed() -> Vec<(&'static str, Vec<u8>)> {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
        let mut zlib = ZlibEncoder::new(Vec::new(), Compression::fast());
        let mut bare = DeflateEncoder::new(Vec::new(), Compression::fast());
        for encoder in [&mut gzip as &mut dyn io::Write, &mut zlib, &mut bare] {
            encoder.write_all(TEXT).expect("memory");
        }
        vec![
            ("", TEXT.to_vec()),
            ("GZIP", gzip.finish().expect("memory")),
            ("deflate", zlib.finish().expect("memory")),
            ("deflate", bare.finish().expect("memory")),
            ("br", brotli(TEXT)),
        ]
    }

    #[test]
    fn every_packing_is_unpacked_and_a_cut_one_is_a_fault() {
        for (encoding, packed) in packed() {
            let read = |bytes: &[u8], limit| read_body(&mut &*bytes, Some(encoding), limit);
            assert_eq!(read(&packed, 1000).as_deref(), Ok(TEXT), "{encoding}");
            let limit = TEXT.len() as u64 - 1;
            assert_eq!(
                read(&packed, limit),
                Err(Fault::TooLarge { limit }),
                "{encoding}"
            );
            if !encoding.is_empty() {
                let cut = read(&packed[..packed.len() - 1], 1000);
                assert!(cut.is_err(), "{encoding}: {cut:?}");
            }
        }
    }

    #[test]
    fn a_bomb_is_read_no_further_than_its_bound() {
        let mut bomb = GzEncoder::new(Vec::new(), Compression::fast());
        bomb.write_all(&vec![b' '; 8 << 20]).expect("memory");
        let bomb = bomb.finish().expect("memory");
        let limit = 64 << 10;
        assert_eq!(
            read_body(&mut &*bomb, Some("gzip"), limit),
            Err(Fault::TooLarge { limit })
        );
        assert_eq!(unpack_gzip(&bomb, limit), Err(Fault::TooLarge { limit }));
        let twice = read_body(&mut &*bomb, Some("gzip, gzip"), limit);
        assert!(matches!(twice, Err(Fault::BadPacking { .. })));
    }
}
