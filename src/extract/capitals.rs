//! How is a name that is printed in capitals written?

pub(super) fn is_all_capitals(name: &str) -> bool {
    !name.chars().any(char::is_lowercase)
}

/// `JANE MCGRATH-O’NEILL III` -> `Jane McGrath-O’Neill III`
pub(super) fn capitalized(name: &str) -> String {
    let mut lowered = String::with_capacity(name.len());
    for word in name.split_inclusive([' ', '-', '’', '\'']) {
        let bare = word.trim_end_matches([' ', '-', '’', '\'', ',', '.']);
        if matches!(bare, "II" | "III" | "IV") || bare.contains('.') {
            lowered.push_str(word);
            continue;
        }
        let kept = if bare.starts_with("MC") && bare.len() > 3 {
            2
        } else {
            0
        };
        for (at, letter) in word.chars().enumerate() {
            if at == 0 || kept > 0 && at == kept {
                lowered.push(letter);
            } else {
                lowered.extend(letter.to_lowercase());
            }
        }
    }
    lowered
}
