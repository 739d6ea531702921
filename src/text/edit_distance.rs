//! How different are two spellings?

/// Maximum number of characters that are compared, to bound the time for hostile input. No name is longer.
const MAX_COMPARED: usize = 80;

/// Minimum number of edits that turn one text into the other: letters added, removed or replaced, and neighbours swapped.
pub(crate) fn edit_distance(a: &str, b: &str) -> usize {
    strsim::osa_distance(beginning(a), beginning(b))
}

fn beginning(text: &str) -> &str {
    let end = text.char_indices().nth(MAX_COMPARED);
    end.map_or(text, |(end, _)| &text[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_and_swaps_are_counted() {
        for (word, distance) in [
            ("dmitrenko", 0),
            ("dimtrenko", 1),
            ("dmitrenco", 1),
            ("dmitrenkow", 1),
            ("mitrenk", 2),
        ] {
            assert_eq!(edit_distance("dmitrenko", word), distance, "{word}");
        }
        assert!(edit_distance("dmitrenko", "demetrenka") > 2);
        assert_eq!(edit_distance(&"é".repeat(100), &"é".repeat(90)), 0);
    }
}
