import CDossierModule
import CProtobufC

/// Where a listing goes on: which request it belongs to, the moment that it shows, and the store's cursor.
///
/// The host seals the cursors that it gives, so that nothing can be read with one that was made up. The check keeps a
/// token from being sent with another request than its own (AIP-158).
package struct PageToken {
    /// The transaction that every page shows.
    package let sequence: UInt64
    package let cursor: [UInt8]

    package init(sequence: UInt64, cursor: [UInt8]) {
        self.sequence = sequence
        self.cursor = cursor
    }

    /// Nil when it was not given out for this request.
    init?(_ text: UnsafePointer<CChar>?, of request: [UInt8]) {
        guard let bytes = Token.decode(text), bytes.count > 16 else { return nil }
        sequence = Self.integer(bytes[8..<16])
        cursor = Array(bytes[16...])
        guard sequence > 0, Self.integer(bytes[..<8]) == check(of: request) else { return nil }
    }

    /// As text.
    /// - Parameter request: everything that must stay the same from page to page.
    func encode(of request: [UInt8]) -> [UInt8] {
        Token.encode(Self.bytes(check(of: request)) + Self.bytes(sequence) + cursor)
    }

    /// FNV-1a, 64 bits.
    private func check(of request: [UInt8]) -> UInt64 {
        [request, Self.bytes(sequence), cursor].joined().reduce(0xcbf2_9ce4_8422_2325) { hash, byte in
            (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
        }
    }

    static func bytes(_ number: UInt64) -> [UInt8] {
        withUnsafeBytes(of: number.bigEndian) { Array($0) }
    }

    static func integer(_ bytes: ArraySlice<UInt8>) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }
}

extension PageToken {
    /// Goes on at a place in a list that is made anew for each page.
    package init(sequence: UInt64, place: Int) {
        self.init(sequence: sequence, cursor: Self.bytes(UInt64(place)))
    }

    /// That place.
    package var place: Int { Int(clamping: Self.integer(cursor[...])) }

    /// What every page shows.
    package var moment: dossier_moment { dossier_moment(sequence: sequence, time_ns: 0) }
}
