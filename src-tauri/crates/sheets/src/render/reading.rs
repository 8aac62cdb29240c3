//! The text of a page in reading order, for people who cannot see it and for the golden pages.

use typst::layout::{Frame, FrameItem, Point, Transform};

/// A piece of text where it stands on the page, in points.
struct Piece {
    x: f64,
    end: f64,
    y: f64,
    size: f64,
}

/// Returns the text of a frame: pieces of one line stay on one line, everything else begins a new one.
pub(crate) fn text_of(frame: &Frame) -> String {
    let mut text = String::new();
    let mut last = None;
    walk(frame, Transform::identity(), &mut |piece, words| {
        if let Some(last) = &last {
            part(last, &piece, &mut text);
        }
        text.push_str(words);
        last = Some(piece);
    });
    text.push('\n');
    text
}

/// Puts between two pieces what the eye sees between them: nothing, a space or a new line.
fn part(last: &Piece, next: &Piece, text: &mut String) {
    let size = last.size.max(next.size);
    let same_line = (last.y - next.y).abs() < 0.75 * size;
    let gap = next.x - last.end;
    if same_line && gap > -0.6 * size {
        if gap > 0.2 * size {
            text.push(' ');
        }
    } else {
        text.push('\n');
    }
}

fn walk(frame: &Frame, place: Transform, found: &mut impl FnMut(Piece, &str)) {
    for (position, item) in frame.items() {
        match item {
            FrameItem::Group(group) => {
                let moved = place
                    .pre_concat(Transform::translate(position.x, position.y))
                    .pre_concat(group.transform);
                walk(&group.frame, moved, found);
            }
            FrameItem::Text(item) => {
                let start = position.transform(place);
                let end = Point::new(position.x + item.width(), position.y).transform(place);
                let piece = Piece {
                    x: start.x.to_pt(),
                    end: end.x.to_pt(),
                    y: start.y.to_pt(),
                    size: item.size.to_pt(),
                };
                found(piece, &item.text);
            }
            FrameItem::Shape(..)
            | FrameItem::Image(..)
            | FrameItem::Link(..)
            | FrameItem::Tag(..) => {}
        }
    }
}
