//! Numbers and phrases as people type them find what releases print.

use crate::support::test_repo::TestRepo;

#[test]
fn numbers_and_phrases_are_found_however_they_are_typed() {
    let repo = TestRepo::empty();
    let text = "A clerk took a bribe in violation of 18 U.S.C. §\u{2009}1343, and was charged today in case 2:21-cr-00123 with money laundering and under 42 U.S.C. § 2000e\u{2011}2.";
    repo.write(
        "corpus/bribe.txt",
        format!("Clerk Took Bribes for Years\n\n{text}\n"),
    );
    let other = "Another clerk was charged in case 2:21-cr-00124 with theft. The money was for laundering clothes, 18 pieces of 1343.";
    repo.write(
        "corpus/other.txt",
        format!("Another Clerk Is Charged\n\n{other}\n"),
    );
    assert_eq!(repo.run(&["index"]).status, 0);
    for typed in [
        "br?be",
        "\"money launder*\"",
        "\"took a br?be\"",
        "\"18 USC 1343\"",
        "\"18 U.S.C. 1343\"",
        "\"18 U.S.C. § 1343\"",
        "\"violation of 18 USC 1343\"",
        "2000e-2",
        "2000e\u{2013}2",
        "2000e\u{2011}2",
        "2:21-cr-123",
        "\"2:21-cr-123\"",
        "21-cr-123",
        "21-CR-00123",
    ] {
        let found = repo.ids(&[typed, "--strict"]);
        assert_eq!(found, ["bribe.txt"], "{typed}");
    }
}
