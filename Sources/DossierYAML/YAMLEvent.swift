/// One step through a YAML document.
struct YAMLEvent {
    enum Kind: Equatable {
        case scalar(String, isPlain: Bool)
        case sequenceStart
        case mappingStart
        /// Of a sequence or a mapping.
        case collectionEnd
        /// The name without its sign.
        case alias(String)
        case streamStart
        case documentStart
        case documentEnd
        case streamEnd
    }

    let kind: Kind
    /// The name without its sign.
    let anchor: String?
    let place: Place
}
