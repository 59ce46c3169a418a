import DossierFormats

/// A file is read, or everything that is wrong with it is told.
enum DossierTarget {
    static func run(_ input: UnsafeRawBufferPointer) throws(Broken) {
        do throws(Findings) {
            _ = try DossierFile.read(String(decoding: input, as: UTF8.self), name: "fuzz.yaml")
        } catch {
            guard !error.all.isEmpty, error.all.allSatisfy({ !$0.message.isEmpty }) else {
                throw Broken("refused without a word")
            }
        }
    }
}
