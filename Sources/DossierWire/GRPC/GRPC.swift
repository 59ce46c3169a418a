/// gRPC inside HTTP/2, as grpc/grpc doc/PROTOCOL-HTTP2.md has it: values of headers and the frames of messages.
public enum GRPC {}
