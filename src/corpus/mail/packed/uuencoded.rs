//! Files in the text of a mail, as older programs pack them: from `begin 644 plea.docx` to `end`.

use std::str::SplitInclusive;

/// A file in a text.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct PackedFile {
    pub name: String,
    /// None where it is cut.
    pub bytes: Option<Vec<u8>>,
}

/// The files in a text, and the text without them.
pub(crate) fn files(text: &str) -> (Vec<PackedFile>, String) {
    let mut files = Vec::new();
    let mut rest = String::new();
    let mut lines = text.split_inclusive('\n');
    while let Some(line) = lines.next() {
        if let Some(name) = name(line) {
            let mut behind = lines.clone();
            let (bytes, is_whole) = unpack(&mut behind);
            if !bytes.is_empty() {
                let bytes = is_whole.then_some(bytes);
                files.push(PackedFile { name, bytes });
                lines = behind;
                continue;
            }
        }
        rest.push_str(line);
    }
    (files, rest)
}

/// The name in the line above a packed file: `begin`, the rights in octal digits, and the name.
fn name(line: &str) -> Option<String> {
    let (rights, name) = line.strip_prefix("begin ")?.split_once(' ')?;
    let are_rights =
        (3..=4).contains(&rights.len()) && rights.bytes().all(|digit| digit.is_ascii_digit());
    are_rights.then(|| name.trim().to_owned())
}

/// The bytes of a file, and whether it has an end. `lines` are those behind it then.
fn unpack(lines: &mut SplitInclusive<'_, char>) -> (Vec<u8>, bool) {
    let mut bytes = Vec::new();
    loop {
        let before = lines.clone();
        let Some(line) = lines.next() else {
            return (bytes, false);
        };
        let line = line.trim_end_matches(['\r', '\n']);
        if line.trim_end() == "end" {
            return (bytes, true);
        }
        if !unpack_line(line.as_bytes(), &mut bytes) {
            *lines = before;
            return (bytes, false);
        }
    }
}

/// Adds the bytes of a line, which begins with their number. False where it is no line of a packed file.
fn unpack_line(line: &[u8], bytes: &mut Vec<u8>) -> bool {
    let Some((length, letters)) = line.split_first() else {
        return true;
    };
    let length = usize::from(length.wrapping_sub(b' ') & 63);
    let is_packed = line.iter().all(|letter| (b' '..=b'`').contains(letter));
    if !is_packed || letters.len() > length.div_ceil(3) * 4 + 1 {
        return false;
    }
    // Blanks at the end of a line are lost on the way.
    let value = |at: usize| letters.get(at).map_or(0, |letter| (letter - b' ') & 63);
    bytes.extend((0..length).map(|at| {
        let (at, place) = (at / 3 * 4, at % 3);
        let pair = [value(at + place), value(at + place + 1)];
        match place {
            0 => pair[0] << 2 | pair[1] >> 4,
            1 => pair[0] << 4 | pair[1] >> 2,
            _ => pair[0] << 6 | pair[1],
        }
    }));
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: &str = ">02!C;&5R:R!O9B!/;&1P;W)T('=A<R!F:6YE9\"X*";

    #[test]
    fn a_file_in_a_text_is_taken_out_of_it() {
        let text = b"A clerk of Oldport was fined.\n";
        for (lines, bytes) in [
            (format!("{LINE}\n`\nend\n"), Some(text.to_vec())),
            (
                format!("{LINE}\r\n{LINE}\r\n \r\nend\r\n"),
                Some(text.repeat(2)),
            ),
            (format!("{LINE}\n{LINE}"), None),
        ] {
            let letter = format!("See below.\n\nbegin 644 plea one.txt\n{lines}");
            let name = "plea one.txt".to_owned();
            let file = PackedFile { name, bytes };
            assert_eq!(files(&letter), (vec![file], "See below.\n\n".to_owned()));
        }
    }

    #[test]
    fn a_text_that_tells_of_a_beginning_holds_no_file() {
        for text in [
            "Classes\nbegin 300 days from now\nin Oldport.\n",
            "begin 644 plea.docx\nA clerk of Oldport was fined by the court.\n",
            "begin now\n",
        ] {
            assert_eq!(files(text), (Vec::new(), text.to_owned()));
        }
    }
}
