import CProtobufC
import DossierCore

extension MessageJSONReader {
    func make(_ descriptor: MessageDescriptor) throws(FieldFault) -> UnsafeMutablePointer<ProtobufCMessage> {
        do throws(Status) {
            return try arena.make(descriptor)
        } catch {
            throw FieldFault(error)
        }
    }

    func string(_ text: String) throws(FieldFault) -> UnsafeMutablePointer<CChar> {
        do throws(Status) {
            return try arena.string(text)
        } catch {
            throw FieldFault(error)
        }
    }

    func allocate(_ count: Int) throws(FieldFault) -> UnsafeMutableRawPointer {
        do throws(Status) {
            return try arena.memory(byteCount: count)
        } catch {
            throw FieldFault(error)
        }
    }
}
