use proptest::prelude::*;

use crate::analysis::tokenizer::*;

proptest! {
    #[test]
    fn the_short_way_gives_what_the_long_one_gives(
        text in "(([a-zA-Z]{1,9}|[0-9]{1,3}|million|billion|é|’|'s)(\\. |\\.|, |,| |-|\n|/|&|\\)|\"|:|;|\\PC)?){0,40}"
    ) {
        let (mut short, mut long) = (Words::new(), Words::new());
        scan_with::<true>(&text, &mut short, |_, _| true);
        scan_with::<false>(&text, &mut long, |_, _| true);
        prop_assert_eq!(format!("{short:?}"), format!("{long:?}"));
    }

    #[test]
    fn one_who_looks_for_a_few_terms_finds_them_where_they_are(
        text in "(([a-dA-D]{1,4}|[0-9]{1,3}|million|é|’s)(\\. |\\.|, | |-|\n|/|&|\\)|\\PC)?){0,40}",
        letter in b'a'..b'e', length in 1usize..5,
    ) {
        let wanted = |first: u8, long: usize| first == letter && long == length;
        let (mut every, mut few) = (Words::new(), Words::new());
        every.read(&text);
        few.read_for(&text, wanted);
        every.note_places();
        few.note_places();
        prop_assert_eq!(every.positions(), few.positions());
        let plain = every.iter().filter(|word| word.plain);
        for (position, word) in plain.enumerate() {
            let place = Some(word.start..word.end);
            prop_assert_eq!(every.place(position), place.clone());
            prop_assert_eq!(few.place(position), place);
        }
        prop_assert_eq!(few.place(every.positions() as usize), None);
        let found = |words: &Words| -> Vec<_> {
            let these = words.iter().filter(|word| {
                let first = word.term.bytes().next().unwrap_or_default();
                wanted(first, word.term.len()) || !word.plain && !first.is_ascii_digit()
            });
            these.map(|word| (word.term.to_owned(), word.position, word.start)).collect()
        };
        prop_assert_eq!(found(&every), found(&few));
    }
}
