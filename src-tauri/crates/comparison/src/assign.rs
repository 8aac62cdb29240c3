//! One to one: the best way to give the rows of one group their persons, and how much worse the next way is.

/// What cannot be joined.
pub(crate) const NEVER: i64 = 0;

/// A group: for each row of the new list the weight with each row of the old list; `NEVER` where the two cannot be one
/// person. A row may stay without anybody, which weighs nothing.
pub(crate) type Gains = Vec<Vec<i64>>;

/// Returns the place of the person of each row, and the whole weight: the largest there is.
pub(crate) fn best(gains: &Gains) -> (Vec<Option<usize>>, i64) {
    let rows = gains.len();
    let columns = gains.first().map_or(0, Vec::len);
    let size = rows + columns;
    // Every row may also take a place of its own that weighs nothing, and so may every column.
    let gain = |row: usize, column: usize| match (row < rows, column < columns) {
        (true, true) => gains[row][column].max(0),
        _ => 0,
    };
    let column_of = hungarian(size, &|row, column| -gain(row, column));
    let mut places = vec![None; rows];
    let mut whole = 0;
    for (row, place) in places.iter_mut().enumerate() {
        let column = column_of[row];
        if column < columns && gains[row][column] > NEVER {
            *place = Some(column);
            whole += gains[row][column];
        }
    }
    (places, whole)
}

/// Returns for every row with a person how much the whole weight would lose if the two were not joined.
pub(crate) fn margins(gains: &Gains) -> Vec<Option<(usize, i64)>> {
    let (places, whole) = best(gains);
    let mut changed = gains.clone();
    let margin = |(row, place): (usize, Option<usize>)| {
        let column = place?;
        let kept = std::mem::replace(&mut changed[row][column], NEVER);
        let (_, without) = best(&changed);
        changed[row][column] = kept;
        Some((column, whole - without))
    };
    places.into_iter().enumerate().map(margin).collect()
}

/// The cheapest assignment (Kuhn 1955, with potentials): the column of each row.
fn hungarian(size: usize, cost: &dyn Fn(usize, usize) -> i64) -> Vec<usize> {
    let mut row_level = vec![0; size + 1];
    let mut column_level = vec![0; size + 1];
    let mut row_of = vec![0; size + 1];
    for row in 1..=size {
        row_of[0] = row;
        let mut least = vec![i64::MAX; size + 1];
        let mut way = vec![0; size + 1];
        let mut done = vec![false; size + 1];
        let mut column = 0;
        while row_of[column] != 0 {
            done[column] = true;
            let from = row_of[column];
            let (mut step, mut next) = (i64::MAX, 0);
            for other in (1..=size).filter(|&other| !done[other]) {
                let here = cost(from - 1, other - 1) - row_level[from] - column_level[other];
                if here < least[other] {
                    (least[other], way[other]) = (here, column);
                }
                if least[other] < step {
                    (step, next) = (least[other], other);
                }
            }
            for other in 0..=size {
                if done[other] {
                    row_level[row_of[other]] += step;
                    column_level[other] -= step;
                } else {
                    least[other] = least[other].saturating_sub(step);
                }
            }
            column = next;
        }
        while column != 0 {
            let before = way[column];
            row_of[column] = row_of[before];
            column = before;
        }
    }
    let mut column_of = vec![0; size];
    for column in 1..=size {
        column_of[row_of[column] - 1] = column - 1;
    }
    column_of
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The best of all ways, by trying them.
    fn tried(gains: &[Vec<i64>], row: usize, taken: &mut Vec<bool>) -> i64 {
        let Some(own) = gains.get(row) else { return 0 };
        let mut best = tried(gains, row + 1, taken);
        for (column, &gain) in own.iter().enumerate() {
            if gain > NEVER && !taken[column] {
                taken[column] = true;
                best = best.max(gain + tried(gains, row + 1, taken));
                taken[column] = false;
            }
        }
        best
    }

    #[test]
    fn nobody_is_given_twice_and_a_tie_has_no_margin() {
        let gains = vec![vec![50, 20], vec![45, 0]];
        let (places, whole) = best(&gains);
        assert_eq!((places, whole), (vec![Some(1), Some(0)], 65));
        let tie = vec![vec![30, 30], vec![30, 30]];
        assert!(
            margins(&tie)
                .iter()
                .all(|it| it.is_some_and(|(_, margin)| margin == 0))
        );
    }

    proptest! {
        #[test]
        fn the_best_way_is_the_best_of_all(gains in prop::collection::vec(prop::collection::vec(-20_i64..60, 3), 1..5)) {
            let (places, whole) = best(&gains);
            prop_assert_eq!(whole, tried(&gains, 0, &mut vec![false; 3]));
            let mut columns: Vec<usize> = places.into_iter().flatten().collect();
            columns.sort_unstable();
            let before = columns.len();
            columns.dedup();
            prop_assert_eq!(before, columns.len());
        }
    }
}
