// A peer to measure beside dossierd: dossier.v1.Incidents/GetIncident on gRPC C++'s callback API, with the incidents that
// standard input holds, each as a length (four bytes, big endian) and an encoded dossier.v1.Incident.
//
//     grpc_cpp PORT < incidents
#include <grpcpp/grpcpp.h>

#include <cstdint>
#include <cstdio>
#include <string>
#include <unordered_map>

#include "dossier/v1/incidents.grpc.pb.h"

using dossier::v1::GetIncidentRequest;
using dossier::v1::Incident;

class IncidentsService final : public dossier::v1::Incidents::CallbackService {
  public:
    bool read(FILE *input) {
        unsigned char head[4];
        while (fread(head, 1, 4, input) == 4) {
            std::string bytes(uint32_t{head[0]} << 24 | head[1] << 16 | head[2] << 8 | head[3], '\0');
            Incident incident;
            if (fread(&bytes[0], 1, bytes.size(), input) != bytes.size() || !incident.ParseFromString(bytes)) return false;
            std::string name = incident.name();
            incidents_.emplace(std::move(name), std::move(incident));
        }
        return !incidents_.empty();
    }

    grpc::ServerUnaryReactor *GetIncident(grpc::CallbackServerContext *context, const GetIncidentRequest *request,
                                          Incident *reply) override {
        auto *reactor = context->DefaultReactor();
        auto found = incidents_.find(request->name());
        if (found == incidents_.end()) {
            reactor->Finish({grpc::StatusCode::NOT_FOUND, request->name() + " does not exist"});
        } else {
            *reply = found->second;
            reactor->Finish(grpc::Status::OK);
        }
        return reactor;
    }

  private:
    std::unordered_map<std::string, Incident> incidents_;
};

int main(int count, char **arguments) {
    IncidentsService service;
    if (count != 2 || !service.read(stdin)) return 2;
    grpc::ServerBuilder builder;
    builder.AddListeningPort(std::string("127.0.0.1:") + arguments[1], grpc::InsecureServerCredentials());
    builder.RegisterService(&service);
    auto server = builder.BuildAndStart();
    if (!server) return 1;
    server->Wait();
}
