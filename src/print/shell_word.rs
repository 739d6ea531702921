//! A text as one word of a command line.

/// The text as a shell takes it for one word.
pub fn shell_word(text: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "/\\:._-+@%,".contains(c);
    if !text.is_empty() && text.chars().all(is_plain) {
        text.to_owned()
    } else {
        format!("'{}'", text.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_shell_would_read_otherwise_is_quoted() {
        for (text, word) in [
            ("releases/2019", "releases/2019"),
            ("wire fraud", "'wire fraud'"),
            ("O'Brien", r"'O'\''Brien'"),
            (">=5y", "'>=5y'"),
            ("", "''"),
        ] {
            assert_eq!(shell_word(text), word);
        }
    }
}
