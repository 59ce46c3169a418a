import Glibc

/// Of the variable DOSSIER_FUZZ_TARGET.
private let target: FuzzTarget = {
    let name = getenv("DOSSIER_FUZZ_TARGET").map { String(cString: $0) } ?? ""
    guard let target = FuzzTarget(rawValue: name) else {
        print("DOSSIER_FUZZ_TARGET is one of \(FuzzTarget.allCases.map(\.rawValue).joined(separator: ", "))")
        exit(2)
    }
    return target
}()

/// libFuzzer's entry (llvm.org/docs/LibFuzzer.html).
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    do throws(Broken) {
        try target.run(UnsafeRawBufferPointer(start: start, count: count))
    } catch {
        fatalError(error.what)
    }
    return 0
}
