//! What is the id of a record, and how is it written?

use std::fmt;
use std::sync::Arc;

/// The id of one record: its file, the member where the file is an archive, and its number where either holds many. Written
/// `path`, `path#N`, `path/member` or `path/member#N`.
///
/// No path ends like a record id: see `RecordId::escape_path`. So the number of a written id can be read back. Where the path
/// of the file ends, only the corpus tells.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RecordId {
    /// The file's path relative to the corpus root, with `/` on every system.
    pub path: String,
    /// The path of the member in its archive, with `/`; of an archive in an archive, behind the path of that one. None where the
    /// file is no archive, and of what is told of an archive as a whole.
    pub member: Option<Arc<str>>,
    /// Number of the record in its file or member, from 0; none where that is one record.
    pub number: Option<u32>,
}

/// Where in its file a record is: the id without the file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct RecordPlace {
    /// See [`RecordId::member`].
    pub(crate) member: Option<Arc<str>>,
    /// See [`RecordId::number`].
    pub(crate) number: Option<u32>,
}

impl RecordPlace {
    /// Whether this is the file as a whole, and not a part of it.
    pub(crate) fn is_whole_file(&self) -> bool {
        self.member.is_none() && self.number.is_none()
    }

    /// The id of the record here in a file.
    pub(crate) fn in_file(&self, path: &str) -> RecordId {
        RecordId {
            path: path.to_owned(),
            member: self.member.clone(),
            number: self.number,
        }
    }
}

impl RecordId {
    /// The id of a file that is one record, or of a file as a whole.
    pub fn of_file(path: impl Into<String>) -> Self {
        RecordId {
            path: path.into(),
            member: None,
            number: None,
        }
    }

    /// The id of one record of a file that holds many.
    pub fn of_record(path: impl Into<String>, number: u32) -> Self {
        RecordId {
            path: path.into(),
            member: None,
            number: Some(number),
        }
    }

    /// Whether this is the id of a file as a whole, and not that of a part of it.
    pub fn is_whole_file(&self) -> bool {
        self.member.is_none() && self.number.is_none()
    }

    /// The place of the record in its file.
    pub(crate) fn place(&self) -> RecordPlace {
        RecordPlace {
            member: self.member.clone(),
            number: self.number,
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

    /// The name of the file, or of the member: the last component of its path.
    pub fn file_name(&self) -> &str {
        let path = self.member.as_deref().unwrap_or(&self.path);
        path.rsplit('/').next().unwrap_or(path)
    }
}

impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path)?;
        if let Some(member) = &self.member {
            write!(f, "/{member}")?;
        }
        match self.number {
            Some(number) => write!(f, "#{number}"),
            None => Ok(()),
        }
    }
}

impl From<&str> for RecordId {
    /// Reads a written id, all of whose path is taken for that of a file. `#+7` and `#007` are not record numbers, because no id is written so.
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
    fn a_member_is_written_behind_its_archive() {
        let member = Some(Arc::from("b/c.json"));
        let mut id = RecordId {
            member,
            ..RecordId::of_record("a.zip", 3)
        };
        assert_eq!(id.to_string(), "a.zip/b/c.json#3");
        id.number = None;
        assert_eq!(
            (id.to_string().as_str(), id.file_name()),
            ("a.zip/b/c.json", "c.json")
        );
        assert!(!id.is_whole_file() && RecordId::of_file("a.zip").is_whole_file());
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
