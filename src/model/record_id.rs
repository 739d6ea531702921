//! What is the id of a record, and how is it written?

use std::fmt;

/// The id of one record: its file, and its number where the file holds many. Written `path` or `path#N`.
///
/// No file path ends like a record id: see `RecordId::escape_path`. So every written id can be read back.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RecordId {
    /// The file's path relative to the corpus root, with `/` on every system.
    pub path: String,
    /// Number of the record in its file, from 0; none where the file is one record.
    pub number: Option<u32>,
}

impl RecordId {
    /// The id of a file that is one record, or of a file as a whole.
    pub fn of_file(path: impl Into<String>) -> Self {
        RecordId {
            path: path.into(),
            number: None,
        }
    }

    /// The id of one record of a file that holds many.
    pub fn of_record(path: impl Into<String>, number: u32) -> Self {
        RecordId {
            path: path.into(),
            number: Some(number),
        }
    }

    /// Makes a file path that ends like a record id (`list.json#0`) end differently: `list.json%230`.
    pub(crate) fn escape_path(path: &mut String) {
        if let Some((before, digits)) = path.rsplit_once('#')
            && !digits.is_empty()
            && digits.bytes().all(|byte| byte.is_ascii_digit())
        {
            *path = format!("{before}%23{digits}");
        }
    }

    /// The last component of the file's path.
    pub fn file_name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }
}

impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path)?;
        match self.number {
            Some(number) => write!(f, "#{number}"),
            None => Ok(()),
        }
    }
}

impl From<&str> for RecordId {
    /// Reads a written id. `#+7` and `#007` are not record numbers, because no id is written so.
    fn from(id: &str) -> Self {
        let record = id.rsplit_once('#').and_then(|(path, digits)| {
            let number: u32 = digits.parse().ok()?;
            (number.to_string() == digits).then(|| RecordId::of_record(path, number))
        });
        record.unwrap_or_else(|| RecordId::of_file(id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_written_id_reads_back_as_the_same_path_and_number() {
        for (written, id, file_name) in [
            ("a/b.html", RecordId::of_file("a/b.html"), "b.html"),
            (
                "a/list.json#0",
                RecordId::of_record("a/list.json", 0),
                "list.json",
            ),
            (
                "list.json#12",
                RecordId::of_record("list.json", 12),
                "list.json",
            ),
        ] {
            assert_eq!(RecordId::from(written), id);
            assert_eq!(id.to_string(), written);
            assert_eq!(id.file_name(), file_name);
        }
    }

    #[test]
    fn other_endings_are_part_of_the_path() {
        for path in [
            "list.json#",
            "list.json#007",
            "list.json#+7",
            "list.json#99999999999",
            "#top",
        ] {
            assert_eq!(RecordId::from(path), RecordId::of_file(path), "{path}");
        }
    }
}
