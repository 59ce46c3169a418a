import CDossierModule
import Glibc

extension dossier_bytes {
    /// Borrows a buffer.
    package init(_ buffer: UnsafeRawBufferPointer) {
        self.init(data: buffer.baseAddress?.assumingMemoryBound(to: CChar.self), size: buffer.count)
    }

    /// Lends the bytes; empty when absent.
    package var buffer: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: data, count: size) }

    /// The bytes as text; ill-formed UTF-8 is repaired.
    package var text: String { String(decoding: buffer, as: UTF8.self) }
}

extension String {
    /// Lends the text as `dossier_bytes`.
    package func withBytes<Result>(_ body: (dossier_bytes) -> Result) -> Result {
        var copy = self
        return copy.withUTF8 { body(dossier_bytes(UnsafeRawBufferPointer($0))) }
    }
}

/// A C string that lives as long as the process: for what a module declares once.
func immortal(_ text: String) -> UnsafePointer<CChar> {
    let utf8 = Array(text.utf8CString)
    let copy = UnsafeMutablePointer<CChar>.allocate(capacity: utf8.count)
    copy.initialize(from: utf8, count: utf8.count)
    return UnsafePointer(copy)
}

/// An array that lives as long as the process: for what a module declares once.
func immortal<Element>(_ elements: [Element]) -> UnsafePointer<Element> {
    let copy = UnsafeMutablePointer<Element>.allocate(capacity: max(1, elements.count))
    copy.initialize(from: elements, count: elements.count)
    return UnsafePointer(copy)
}

extension UnsafeRawBufferPointer {
    /// The bytes of a C string, without its NUL; empty for nil.
    package init(text: UnsafePointer<CChar>?) {
        self.init(start: text, count: text.map { strlen($0) } ?? 0)
    }
}
