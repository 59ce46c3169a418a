import Foundation
import FoundationXML

/// The status page, read as XML: it must be well-formed.
struct StatusDocument {
    private let document: XMLDocument

    init(_ markup: String) throws { document = try XMLDocument(data: Data(markup.utf8)) }

    /// Texts of what an XPath leads to.
    func texts(_ path: String) throws -> [String] {
        try document.nodes(forXPath: path).map { Self.text($0) }
    }

    /// Cells of the row of a table that has a text in its heading; empty without one.
    func row(_ table: String, _ heading: String) throws -> [String] {
        try texts("//table[caption='\(table)']/tbody/tr[contains(th, '\(heading)')][1]/*")
    }

    private static func text(_ node: XMLNode) -> String {
        (node.stringValue ?? "").replacing("\u{A0}", with: " ").trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
