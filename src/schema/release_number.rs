//! How may the number of a release be written? `12-1387`, `18 - 294`, `17.725`, `LR-23703`, `23703`, `3-17556`.

/// The forms in which an index may hold a typed number of a release; none if it is not one.
pub(crate) fn number_spellings(typed: &str) -> Vec<String> {
    // `19-1,172`
    let typed = typed.replace(',', "");
    let is_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let parts: Vec<&str> = typed
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|part| !part.is_empty())
        .collect();
    let parts = match parts.as_slice() {
        // `lr23703`
        [one] => {
            let letters = one.bytes().take_while(u8::is_ascii_alphabetic).count();
            let (letters, digits) = one.split_at(letters);
            vec![letters, digits]
        }
        _ => parts,
    };
    match parts.as_slice() {
        ["", number] if number.len() >= 5 && is_digits(number) => {
            vec![(*number).to_owned(), format!("LR-{number}")]
        }
        [letters, number]
            if (1..=5).contains(&letters.len())
                && letters.bytes().all(|b| b.is_ascii_alphabetic())
                && number.len() >= 3
                && is_digits(number) =>
        {
            let letters = letters.to_ascii_uppercase();
            let mut spellings = vec![format!("{letters}-{number}")];
            // Litigation releases may be numbered without their letters.
            if letters == "LR" {
                spellings.push((*number).to_owned());
            }
            spellings
        }
        [series, number]
            if (2..=6).contains(&series.len())
                && is_digits(series)
                && (1..=6).contains(&number.len())
                && is_digits(number) =>
        {
            vec![format!("{series}-{number}")]
        }
        // The file of an administrative proceeding.
        [series, number]
            if series.len() == 1
                && is_digits(series)
                && (4..=6).contains(&number.len())
                && is_digits(number) =>
        {
            vec![format!("{series}-{number}")]
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_and_dashes_do_not_matter() {
        for typed in [
            "18-294", "18 - 294", "18 294", "18–294", "18.294", "18-,294",
        ] {
            assert!(
                number_spellings(typed).contains(&"18-294".to_owned()),
                "{typed}"
            );
        }
        for typed in ["LR-23703", "lr 23703", "LR23703", "23703"] {
            assert!(
                number_spellings(typed).contains(&"LR-23703".to_owned()),
                "{typed}"
            );
            assert!(
                number_spellings(typed).contains(&"23703".to_owned()),
                "{typed}"
            );
        }
        assert_eq!(number_spellings("3-17556"), ["3-17556"]);
        assert_eq!(number_spellings("AAER 3700"), ["AAER-3700"]);
        for typed in ["fraud", "2021", "1-2-3", "covid", "", "12/a"] {
            assert!(number_spellings(typed).is_empty(), "{typed}");
        }
    }
}
