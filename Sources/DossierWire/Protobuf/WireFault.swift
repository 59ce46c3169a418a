import DossierCore

/// What is wrong with encoded bytes. Without a payload, so that throwing one costs nothing.
enum WireFault: Error {
    case truncated
    case overlongVarint
    case fieldNumber
    case group
    case unknownWireType
    case wrongWireType
    case notUTF8
    case zeroByte
    case badBool
    case partialElement
    case setTwice
    case tooDeep
    case tooManyElements
    case tooMuchMemory
}

extension WireFault {
    /// For the message of a status: what was wrong.
    var text: String {
        switch self {
        case .truncated: "ends in the middle of a field"
        case .overlongVarint: "holds a varint longer than its type allows"
        case .fieldNumber: "holds a field number outside 1 to 536870911"
        case .group: "holds a group; groups are not supported"
        case .unknownWireType: "holds wire type 6 or 7, which do not exist"
        case .wrongWireType: "has a wire type that its declaration does not allow"
        case .notUTF8: "not UTF-8"
        case .zeroByte: "holds a zero byte, which a string must not"
        case .badBool: "holds a packed bool that is neither 0 nor 1"
        case .partialElement: "its packed elements do not fill its length"
        case .setTwice: "set twice"
        case .tooDeep: "nested more than \(Limits.messageDepth) messages deep"
        case .tooManyElements: "more than \(Limits.messageElements) fields and elements; send less at a time"
        case .tooMuchMemory: "more memory than there may be when decoded; send less at a time"
        }
    }
}
