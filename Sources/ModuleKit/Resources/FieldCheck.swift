import DossierCore

/// Notes what is wrong with the fields of one message, by their paths.
public struct FieldCheck {
    let path: String
    let violations: Violations

    /// Notes that a field is wrong, and what it must be.
    public func add(_ field: String, _ description: String) { violations.add("\(path).\(field)", description) }

    /// Notes a field that is not as it should be.
    public func require(_ holds: Bool, _ field: String, _ description: @autoclosure () -> String) {
        if !holds { add(field, description()) }
    }

    /// A text that must be there.
    public func required(_ text: UnsafePointer<CChar>?, _ field: String) {
        require(!UnsafeRawBufferPointer(text: text).isEmpty, field, "is required")
    }

    /// A title or a display name: required, and short enough for a table.
    public func title(_ text: UnsafeMutablePointer<CChar>?, _ field: String) {
        let count = string(text).count
        require(count > 0, field, "is required")
        require(
            count <= Limits.titleCharacters,
            field,
            "has \(count) characters; at most \(Limits.titleCharacters) are taken"
        )
    }

    /// A reference: empty, or the name of a resource of one of these kinds. That it exists is checked by the store.
    public func name(
        _ text: UnsafeMutablePointer<CChar>?,
        _ field: String,
        of kinds: [KindName],
        required: Bool = false
    ) {
        let bytes = UnsafeRawBufferPointer(text: text)
        if bytes.isEmpty { return require(!required, field, "is required") }
        let isName = kinds.contains { ResourceName.parse(text, kind: $0)?.revision == 0 }
        require(isName, field, "must be a name: \(kinds.map { "\($0.text)/ID" }.joined(separator: " or "))")
    }

    /// A local id: empty, or as the last part of a resource's name.
    public func id(_ text: UnsafeMutablePointer<CChar>?, _ field: String) {
        let bytes = UnsafeRawBufferPointer(text: text)
        require(bytes.isEmpty || ResourceName.isID(bytes), field, ResourceName.idRule)
    }

    /// A list of references.
    public func names(_ texts: TextList, _ field: String, of kinds: [KindName]) {
        for (index, text) in texts.enumerated() { name(text, "\(field)[\(index)]", of: kinds, required: true) }
    }

    /// Each message of a list.
    @inlinable
    public func each<Element>(
        _ list: MessageList<Element>,
        _ field: String,
        _ body: (Element, FieldCheck) -> Void
    ) {
        for (index, element) in list.enumerated() { body(element, inside("\(field)[\(index)]")) }
    }

    /// A message within; nothing when it is absent.
    @inlinable
    public func inside<Element>(
        _ message: UnsafeMutablePointer<Element>?,
        _ field: String,
        _ body: (Element, FieldCheck) -> Void
    ) {
        if let message { body(message.pointee, inside(field)) }
    }

    /// The check of what a field holds.
    public func inside(_ field: String) -> FieldCheck { FieldCheck(path: "\(path).\(field)", violations: violations) }

    /// A text.
    public func string(_ text: UnsafePointer<CChar>?) -> String {
        String(decoding: UnsafeRawBufferPointer(text: text), as: UTF8.self)
    }
}
