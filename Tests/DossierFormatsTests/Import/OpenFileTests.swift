import DossierCore
import Glibc
import Testing

@testable import DossierFormats

@Suite struct OpenFileTests {
    @Test func aFullDiskIsNothingThatIsNotThere() {
        let file = OpenFile(open("/dev/full", O_WRONLY | O_CLOEXEC), called: "a file")
        let status = #expect(throws: Status.self) { try file.append([1], 1) }
        #expect(status?.code == .failedPrecondition)
        #expect(status?.message == "a file cannot be written: no space left on device")
    }
}
