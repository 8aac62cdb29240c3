//! The smallest workbook with given cells: a package without compression, made by hand.

/// Returns a workbook of one sheet whose rows hold these texts.
pub(crate) fn of(rows: &[Vec<&str>]) -> Vec<u8> {
    let line = |row: &Vec<&str>| {
        let cells: String = row.iter().map(|text| cell(text)).collect();
        format!("<row>{cells}</row>")
    };
    let lines: String = rows.iter().map(line).collect();
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
    let parts = [
        (
            "[Content_Types].xml",
            r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#
                .to_owned(),
        ),
        (
            "_rels/.rels",
            format!(
                r#"<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                r#"<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>"#
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                r#"<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#
            ),
        ),
        (
            "xl/worksheets/sheet1.xml",
            format!(r#"<worksheet xmlns="{MAIN}"><sheetData>{lines}</sheetData></worksheet>"#),
        ),
    ];
    packed(&parts)
}

fn cell(text: &str) -> String {
    let kept: String = text
        .chars()
        .filter(|&c| !c.is_control() && c < '\u{fffe}')
        .collect();
    let safe = kept
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    format!(r#"<c t="inlineStr"><is><t xml:space="preserve">{safe}</t></is></c>"#)
}

/// A ZIP package whose parts are stored as they are.
fn packed(parts: &[(&str, String)]) -> Vec<u8> {
    let (mut file, mut directory) = (Vec::new(), Vec::new());
    for (name, text) in parts {
        let offset = number(file.len());
        let sizes = [
            checksum(text.as_bytes()),
            number(text.len()),
            number(text.len()),
        ];
        let mut about: Vec<u8> = [20_u16, 0x0800, 0, 0, 0]
            .into_iter()
            .flat_map(u16::to_le_bytes)
            .collect();
        about.extend(sizes.into_iter().flat_map(u32::to_le_bytes));
        about.extend(
            [u16::try_from(name.len()).unwrap_or(0), 0]
                .into_iter()
                .flat_map(u16::to_le_bytes),
        );
        file.extend(b"PK\x03\x04");
        file.extend(&about);
        file.extend(name.bytes());
        file.extend(text.bytes());
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&about);
        directory.extend([0_u8; 10]);
        directory.extend(offset.to_le_bytes());
        directory.extend(name.bytes());
    }
    let from = number(file.len());
    let count = u16::try_from(parts.len()).unwrap_or(0);
    file.extend(&directory);
    file.extend(b"PK\x05\x06\x00\x00\x00\x00");
    file.extend([count, count].into_iter().flat_map(u16::to_le_bytes));
    file.extend(
        [number(directory.len()), from]
            .into_iter()
            .flat_map(u32::to_le_bytes),
    );
    file.extend([0_u8; 2]);
    file
}

fn number(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// CRC-32, bit by bit.
fn checksum(bytes: &[u8]) -> u32 {
    let step = |sum: u32| {
        if sum & 1 == 1 {
            (sum >> 1) ^ 0xedb8_8320
        } else {
            sum >> 1
        }
    };
    let of = |sum: u32, byte: &u8| (0..8).fold(sum ^ u32::from(*byte), |sum, _| step(sum));
    !bytes.iter().fold(u32::MAX, of)
}
