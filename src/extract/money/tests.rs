//! Are sums and their roles found? What is told here never happened.

use crate::extract::extract;
use crate::knowledge::Knowledge;
use crate::knowledge::tables::cases::money_cues::money_cues;
use crate::model::{Amount, Found, Page};

fn amounts(text: &str) -> Vec<Found<Amount>> {
    let page = Page {
        title: "Ferryman Sentenced".to_owned(),
        text: text.to_owned(),
        ..Page::default()
    };
    extract(&page, "", Knowledge::builtin()).amounts
}

fn told(text: &str) -> Vec<String> {
    let amounts = amounts(text);
    amounts
        .iter()
        .map(|found| found.value.to_string())
        .collect()
}

#[test]
fn each_sum_has_the_role_that_the_words_beside_it_say() {
    for (text, expected) in [
        (
            "Doe agreed to pay disgorgement, along with prejudgment interest, in the amount of $22,419.",
            &["disgorgement 22419"][..],
        ),
        (
            "Doe agreed to pay disgorgement of $22,419, plus prejudgment interest of $5,000.",
            &["disgorgement 22419", "interest 5000"],
        ),
        (
            "Doe agreed to pay a civil penalty equal to his losses avoided of $22,419.",
            &["penalty 22419"],
        ),
        (
            "Doe agreed to forfeit $22,419 seized from his bank accounts.",
            &["forfeiture 22419"],
        ),
        (
            "Doe was paid by Medicare approximately $7 million for claims.",
            &["paid 7000000"],
        ),
        (
            "Doe must pay $22,400 in restitution to the Treasury.",
            &["restitution 22400"],
        ),
        (
            "Doe was ordered to pay restitution to the bank in the amount of $812,345.40 and a fine of $20,000.",
            &["restitution 812345", "fine 20000"],
        ),
        (
            "Acme agreed to pay a $1.6 million civil money penalty.",
            &["penalty 1600000"],
        ),
        (
            "Acme agreed to pay $611,207 in disgorgement, $48,019 in prejudgment interest, and a $90,000 penalty.",
            &["disgorgement 611207", "interest 48019", "penalty 90000"],
        ),
        (
            "Doe agreed to pay $2 million to settle the claims.",
            &["settlement 2000000"],
        ),
        (
            "Acme will pay $350,000 into a settlement fund to compensate tenants.",
            &["compensation 350000"],
        ),
        ("Doe received $7,350 in bribes.", &["bribe 7350"]),
        (
            "Doe took kickbacks. In all, Doe received more than $5,000.",
            &["bribe 5000"],
        ),
        (
            "Doe raised at least $31 million from investors, who lost approximately $27 million.",
            &["gain 31000000", "loss 27000000"],
        ),
        (
            "They submitted $4.5 million in fraudulent claims to Medicare, and Medicare paid $2.5 million on those claims.",
            &["billed 4500000", "paid 2500000"],
        ),
        (
            "Agents seized approximately $6,021 in U.S. currency.",
            &["seized 6021"],
        ),
        ("Doe was ordered to forfeit $500K.", &["forfeiture 500000"]),
        // The kind of a payment says more than to whom it goes.
        (
            "Doe must pay restitution of $900 to the victims.",
            &["restitution 900"],
        ),
        (
            "Doe filed false returns claiming $700,000 in false refunds.",
            &["loss 700000"],
        ),
        (
            "Doe filed returns that claimed more than $9,000 in fraudulent credits.",
            &["loss 9000"],
        ),
        // Several kinds in one sum, but not two kinds with one sum.
        (
            "Acme will pay $60 million in criminal fines, forfeiture, and restitution.",
            &["settlement 60000000"],
        ),
        (
            "Acme must pay restitution, civil penalties and costs totaling $5,000.",
            &["settlement 5000"],
        ),
        (
            "Doe must pay restitution and a fine of $5,000.",
            &["fine 5000"],
        ),
        (
            "Doe must pay disgorgement of his ill-gotten gains and prejudgment interest of $62,500.",
            &["disgorgement 62500"],
        ),
        (
            "Doe must pay disgorgement of $60,000 and prejudgment interest of $2,500.",
            &["disgorgement 60000", "interest 2500"],
        ),
        // What was stolen, not the grade of the theft.
        (
            "Doe pleaded guilty to two counts of theft for stealing over $100,000.",
            &["gain 100000"],
        ),
        // Both ends of a range, and each of a list.
        (
            "Doe caused a fraud loss of between $400,000 and $1 million.",
            &["loss 400000", "loss 1000000"],
        ),
        (
            "Doe is liable for more than $100 million but less than $200 million in losses.",
            &["loss 100000000", "loss 200000000"],
        ),
        (
            "Doe and Roe were ordered to pay $31,400 and $2,650, respectively, in restitution.",
            &["restitution 31400", "restitution 2650"],
        ),
        (
            "Doe agreed to pay $5,000 and a fine of $2,000.",
            &["settlement 5000", "fine 2000"],
        ),
        // What is paid for gains is no gain, and losses avoided are one.
        (
            "The court ordered Doe to disgorge $15,105 in ill-gotten gains.",
            &["disgorgement 15105"],
        ),
        (
            "Doe sold early and avoided losses of $81,773.",
            &["gain 81773"],
        ),
        // Refunds that nobody was owed.
        (
            "Doe filed 90 false returns claiming fraudulent tax refunds totaling $400,000.",
            &["gain 400000"],
        ),
        (
            "Doe was sentenced to pay a $40,000 penalty. The $40,000 fine is due now.",
            &["fine 40000"],
        ),
        (
            "Doe owed taxes. His evasion of payment totals $77,028 in tax and interest.",
            &["loss 77028"],
        ),
        (
            "Doe and Roe must pay civil penalties of $10,000 each.",
            &["penalty 10000"],
        ),
    ] {
        assert_eq!(told(text), expected, "{text}");
    }
}

#[test]
fn what_a_fraud_was_about_is_no_bribe_where_bribes_are_told_too() {
    for (text, expected) in [
        (
            "Doe ran a $66 million fraud. He paid a nurse kickbacks of $5,000.",
            &["gain 66000000", "bribe 5000"][..],
        ),
        (
            "Nine persons were charged for $13 million in fraud losses. Some took bribes.",
            &["loss 13000000"],
        ),
        (
            "Doe paid kickbacks. Ferry Home Care received more than $2 million from Medicare.",
            &["paid 2000000"],
        ),
        (
            "Doe paid kickbacks. Of his claims Medicare actually paid approximately $3 million.",
            &["paid 3000000"],
        ),
        (
            "Doe paid kickbacks, and stole nearly $8,838 from Medicaid.",
            &["gain 8838"],
        ),
        (
            "Acme settled claims of kickbacks. The federal government will receive $35,713,965, and state Medicaid programs will receive $20,786,034.",
            &["settlement 35713965", "settlement 20786034"],
        ),
        (
            "Acme paid kickbacks. The whistleblowers will collectively receive $2,839,219 of the recovery.",
            &[],
        ),
    ] {
        assert_eq!(told(text), expected, "{text}");
    }
}

#[test]
fn the_most_that_the_law_allows_and_what_is_asked_for_are_no_amounts() {
    for text in [
        "Doe faces up to 20 years in prison and a fine of $250,000.",
        "The maximum penalty is a $1 million fine.",
        "The complaint seeks a penalty of $40,000.",
        "Doe pays a $100 special assessment.",
        "A reward of $5,000 is offered.",
        "Doe is held on $250,000 bail.",
        "The strike force has charged defendants who billed Medicare for more than $6 billion.",
        "The town got a $2 million grant.",
        "Since January 2009, the department has recovered a total of more than $17 billion in false claims.",
        "The whistleblower, Ms. Roe, will receive $825,000.",
        "Doe was convicted of two felony counts of theft exceeding $950, with enhancements for loss over $65,000.",
        "Acme failed to record $8 million in compensation expenses.",
        "Nine companies have been charged in the division's ongoing investigation and agreed to pay fines of $2 billion.",
        "Doe kept $3 million in unreported income.",
        "Acme reported a profit of $411,000 when it had a net loss of $325,000.",
        "Doe used new investor funds to pay $6,300 for furs, and ordered cars for $9,000.",
        "The department has used the act to recover $10.2 billion since January 2009.",
        "Both sides are expected to recommend probation and a $1,000 fine.",
        "Owners paid recruiters $100 to $150 per patient.",
    ] {
        assert_eq!(told(text), <[String; 0]>::default(), "{text}");
    }
}

#[test]
fn a_rounded_repeat_of_a_sum_is_left_out() {
    let text = "Doe must pay a $1.2 million fine. The fine of $1,209,344 is due now. A fine of $3 million is due later.";
    assert_eq!(told(text), ["fine 1209344", "fine 3000000"]);
}

#[test]
fn the_round_sum_of_a_headline_is_not_told_beside_the_exact_one() {
    let page = Page {
        title: "Ferry Line to Pay More Than $9 Million in Damages and Penalties".to_owned(),
        text: "Ferry Line Inc. has agreed to pay $9.99 million to settle claims of the harbor."
            .to_owned(),
        ..Page::default()
    };
    let amounts = extract(&page, "", Knowledge::builtin()).amounts;
    let told: Vec<String> = amounts
        .iter()
        .map(|found| found.value.to_string())
        .collect();
    assert_eq!(told, ["settlement 9990000"]);
}

#[test]
fn a_total_of_three_kinds_is_a_settlement_and_that_of_a_whole_unit_is_none() {
    let text = "Ferry Line Inc. agreed to pay $5.7 million in disgorgement, prejudgment interest, and penalties. Since 2010, the SEC has filed 32 cases and obtained more than $600 million in penalties.";
    assert_eq!(told(text), ["settlement 5700000"]);
    let text = "Ferry Line Inc. must pay $15,000 in disgorgement and prejudgment interest.";
    assert_eq!(told(text), ["disgorgement 15000"]);
}

#[test]
fn what_somebody_will_spend_on_works_is_no_penalty() {
    let text = "Ferry Line Inc. has agreed to pay a $167,000 civil penalty, perform environmental projects totaling more than $180,000, and spend $18 million on new pollution controls.";
    assert_eq!(told(text), ["penalty 167000"]);
}

#[test]
fn a_settlement_whose_kind_is_told_further_below_is_of_that_kind() {
    let text = "Ferry Line Inc. has agreed to pay $13 million to settle charges. It agreed to the payment of a $13 million civil penalty.";
    assert_eq!(told(text), ["penalty 13000000"]);
}

#[test]
fn sums_in_a_list_share_the_role_of_the_first() {
    let text = "They must pay disgorgement of $2,118,002, $401,733, and $246,589, respectively.";
    assert_eq!(
        told(text),
        [
            "disgorgement 2118002",
            "disgorgement 401733",
            "disgorgement 246589"
        ]
    );
}

#[test]
fn every_cue_decides_in_its_example_and_not_in_its_counterexample() {
    let mut wrong: Vec<String> = Vec::new();
    for cue in money_cues() {
        let decided = |text: &str| {
            let mut found = amounts(text).into_iter();
            found.any(|found| found.rule == cue.words && Some(found.value.role) == cue.role)
        };
        let is_right = if cue.role.is_some() {
            [decided(cue.example), !decided(cue.counter)]
        } else {
            [
                told(cue.example) == ["fine 50000"],
                told(cue.counter) == ["fine 40000"],
            ]
        };
        for (is_right, text) in is_right.into_iter().zip([cue.example, cue.counter]) {
            if !is_right {
                wrong.push(format!("{} {:?}: {text}", cue.words, cue.place));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_hundred_thousand_sums_are_bounded() {
    let text = "Doe paid a fine of $5,000 and then $6,000 more, ".repeat(50_000);
    assert!(amounts(&text).len() <= 400);
    let text = "fine of $1, ".repeat(100_000);
    assert!(amounts(&text).len() <= 400);
}
