//! Is a word an abbreviation, so that a full stop after it mostly ends no sentence?
//!
//! There are two lists, because what reads whole texts and what reads sentences that name prosecutors make different
//! mistakes. Single letters and initials are in neither: they are known by their form.

/// Abbreviations in running text, sorted.
const IN_TEXT: [&str; 87] = [
    "ala", "apr", "ariz", "ark", "assn", "assoc", "asst", "aug", "ave", "blvd", "bros", "cal",
    "calif", "capt", "co", "col", "colo", "conn", "corp", "dec", "del", "dept", "det", "dist",
    "dr", "esq", "et", "etc", "feb", "fla", "ga", "gen", "gov", "hon", "ill", "inc", "ind", "insp",
    "jan", "jr", "kan", "ky", "la", "lt", "ltd", "mar", "mass", "md", "messrs", "mich", "minn",
    "miss", "mo", "mont", "mr", "mrs", "ms", "mt", "neb", "nev", "no", "nos", "nov", "oct", "okla",
    "ore", "pa", "penn", "prof", "ref", "rep", "rev", "sec", "sen", "sept", "sgt", "sr", "st",
    "supp", "tenn", "tex", "va", "vs", "vt", "wash", "wis", "wyo",
];

/// Abbreviations beside the names of prosecutors, sorted.
const BESIDE_NAMES: [&str; 45] = [
    "asst", "atty", "aug", "ave", "blvd", "bros", "capt", "co", "col", "corp", "dec", "dept",
    "div", "dr", "esq", "feb", "fla", "gen", "gov", "hon", "ill", "inc", "jan", "jr", "lt", "ltd",
    "mr", "mrs", "ms", "no", "nos", "nov", "oct", "okla", "ph", "rep", "rev", "sen", "sept", "sgt",
    "sr", "st", "ste", "tenn", "vs",
];

/// Length of the longest abbreviation in bytes.
const MAX_BYTES: usize = 6;

/// Whether a word is an abbreviation in running text, in any case.
pub(crate) fn is_abbreviation(word: &str) -> bool {
    contains(&IN_TEXT, word)
}

/// Whether a word is an abbreviation beside the names of prosecutors, in any case.
pub(crate) fn is_abbreviation_beside_names(word: &str) -> bool {
    contains(&BESIDE_NAMES, word)
}

fn contains(sorted: &[&str], word: &str) -> bool {
    // Asked of many words: without new memory.
    let mut letters = [0; MAX_BYTES];
    let Some(letters) = letters.get_mut(..word.len()) else {
        return false;
    };
    letters.copy_from_slice(word.as_bytes());
    letters.make_ascii_lowercase();
    let found = sorted.binary_search_by(|known| known.as_bytes().cmp(&*letters));
    found.is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn abbreviations_are_sorted_and_found_in_any_case() {
        for list in [&IN_TEXT[..], &BESIDE_NAMES] {
            assert!(list.is_sorted());
            for word in list {
                assert!(word.len() <= MAX_BYTES, "{word}");
                assert!(contains(list, word) && contains(list, &word.to_uppercase()));
            }
            for word in ["", "case", "zzz", "aaa", "attorney"] {
                assert!(!contains(list, word), "{word}");
            }
        }
    }
}
