//! Which of many things are in one group? Groups are joined until nothing else is to be joined.

/// The groups of numbered things. Each begins as a group of its own.
pub(crate) struct UnionFind {
    /// A thing nearer to the one that stands for the group, which has itself.
    parent: Vec<u32>,
    /// Of the one that stands for a group: what the group weighs.
    weight: Vec<u32>,
}

impl UnionFind {
    /// As many things as there are weights.
    pub(crate) fn new(weight: Vec<u32>) -> Self {
        let things = u32::try_from(weight.len()).unwrap_or(u32::MAX);
        UnionFind {
            parent: (0..things).collect(),
            weight,
        }
    }

    /// The thing that stands for the group of another.
    pub(crate) fn find(&mut self, mut thing: u32) -> u32 {
        loop {
            let parent = self.parent[thing as usize];
            if parent == thing {
                return thing;
            }
            let above = self.parent[parent as usize];
            self.parent[thing as usize] = above;
            thing = above;
        }
    }

    /// Joins the groups of two things. False where they are one already, or would weigh more than `most` together.
    pub(crate) fn join(&mut self, one: u32, other: u32, most: u32) -> bool {
        let (one, other) = (self.find(one), self.find(other));
        let weight = self.weight[one as usize].saturating_add(self.weight[other as usize]);
        if one == other || weight > most {
            return false;
        }
        // The heavier stands for both, and the first of two that weigh the same: then no chain is long.
        let (kept, joined) =
            if (self.weight[one as usize], other) >= (self.weight[other as usize], one) {
                (one, other)
            } else {
                (other, one)
            };
        self.parent[joined as usize] = kept;
        self.weight[kept as usize] = weight;
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_joined_up_to_a_weight() {
        let mut groups = UnionFind::new(vec![1; 6]);
        assert!(groups.join(0, 1, 3) && groups.join(1, 2, 3));
        assert!(!groups.join(0, 2, 3), "they are one already");
        assert!(!groups.join(2, 3, 3), "four weigh too much");
        assert!(groups.join(4, 5, 3));
        let heads: Vec<u32> = (0..6).map(|thing| groups.find(thing)).collect();
        assert_eq!(heads, [0, 0, 0, 3, 4, 4]);
    }
}
