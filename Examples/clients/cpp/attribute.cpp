// Records an incident and an accusation at a Dossier server, over gRPC, and watches the accusation arrive.
//
//     attribute [--server HOST:PORT] ID

#include <chrono>
#include <iostream>
#include <memory>
#include <string>
#include <string_view>

#include <absl/status/status.h>
#include <grpcpp/grpcpp.h>

#include "dossier/v1/actors.grpc.pb.h"
#include "dossier/v1/incidents.grpc.pb.h"
#include "dossier/v1/server.grpc.pb.h"
#include "dossier/v1/statements.grpc.pb.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"

using namespace dossier::v1;

constexpr std::chrono::seconds callTime{10};
constexpr std::chrono::seconds watchTime{30};

// A call that did not end well is thrown as its status.
void require(const grpc::Status &status) {
    if (!status.ok()) throw status;
}

// One unary call: a method of a stub, with its request.
template <class Stub, class Request, class Reply>
Reply call(const std::unique_ptr<Stub> &stub,
           grpc::Status (Stub::*method)(grpc::ClientContext *, const Request &, Reply *), const Request &request) {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + callTime);
    Reply reply;
    require((stub.get()->*method)(&context, request, &reply));
    return reply;
}

// What distinguishes a value of an enum: "CREATED" of CHANGE_TYPE_CREATED.
std::string word(const std::string &name, std::string_view prefix) { return name.substr(prefix.size()); }

std::string word(AttributionStatus status) { return word(AttributionStatus_Name(status), "ATTRIBUTION_STATUS_"); }

std::string word(ChangeType type) { return word(ChangeType_Name(type), "CHANGE_TYPE_"); }

// The three services and the server itself.
class Client {
public:
    explicit Client(const std::string &address)
        : channel(grpc::CreateChannel(address, grpc::InsecureChannelCredentials())),
          incidents(Incidents::NewStub(channel)), actors(Actors::NewStub(channel)),
          statements(Statements::NewStub(channel)), server(Server::NewStub(channel)) {}

    // The number of the record's last transaction.
    uint64_t sequence() { return call(server, &Server::Stub::GetStatus, GetStatusRequest()).sequence(); }

    // Records an incident, two actors, and that one says of the other that it was behind the incident.
    void record(const std::string &id) {
        CreateIncidentRequest outage;
        outage.set_incident_id(id);
        outage.mutable_incident()->set_title("Outage of the ticket machines");
        outage.mutable_incident()->set_tlp(TLP_GREEN);
        const Incident incident = call(incidents, &Incidents::Stub::CreateIncident, outage);
        std::cout << "created " << incident.name() << '\n';

        // Both, or neither.
        BatchCreateActorsRequest both;
        CreateActorRequest *request = both.add_requests();
        request->set_actor_id(id + "-operator");
        request->mutable_actor()->set_display_name("Operator of the ticket machines");
        request->mutable_actor()->set_identity_class(IDENTITY_CLASS_ORGANIZATION);
        request = both.add_requests();
        request->set_actor_id(id + "-gang");
        request->mutable_actor()->set_display_name("A gang");
        request->mutable_actor()->set_identity_class(IDENTITY_CLASS_GROUP);
        const auto created = call(actors, &Actors::Stub::BatchCreateActors, both);
        const Actor &speaker = created.actors(0), &target = created.actors(1);
        std::cout << "created " << speaker.name() << '\n' << "created " << target.name() << '\n';

        CreateStatementRequest accusation;
        accusation.set_statement_id(id + "-accusation");
        accusation.mutable_statement()->set_kind(STATEMENT_KIND_ATTRIBUTES);
        accusation.mutable_statement()->set_speaker(speaker.name());
        accusation.mutable_statement()->add_about()->set_name(incident.name());
        accusation.mutable_statement()->add_target_actors(target.name());
        accusation.mutable_statement()->set_basis(BASIS_RECEIVER);
        const Statement statement = call(statements, &Statements::Stub::CreateStatement, accusation);
        std::cout << "created " << statement.name() << '\n';
    }

    // Prints who is accused, and by whom.
    void showPicture(const std::string &incident) {
        GetPictureRequest request;
        request.set_incident(incident);
        const Picture picture = call(statements, &Statements::Stub::GetPicture, request);
        std::cout << "picture of " << incident << ": " << word(picture.status()) << '\n';
        for (const AccusedPicture &accused : picture.accused()) {
            std::cout << "  " << accused.actor() << ", accused by";
            const char *separator = " ";
            for (const Position &position : accused.asserters()) {
                std::cout << separator << position.principal();
                separator = ", ";
            }
            std::cout << ": " << word(accused.status()) << '\n';
        }
    }

    // Prints the first change of what is said about an incident after a transaction of the record.
    void watch(const std::string &incident, uint64_t sequence) {
        grpc::ClientContext context;
        context.set_deadline(std::chrono::system_clock::now() + watchTime);
        WatchStatementsRequest request;
        request.set_sequence(sequence);
        request.set_filter("about.name = " + incident);
        const auto events = statements->WatchStatements(&context, request);
        WatchStatementsResponse event;
        while (events->Read(&event)) {
            if (event.type() == CHANGE_TYPE_HEARTBEAT) continue;
            std::cout << "watched: " << word(event.type()) << ' ' << event.name() << " in transaction "
                      << event.sequence() << '\n';
            context.TryCancel();
            break;
        }
        const grpc::Status end = events->Finish();
        if (end.error_code() != grpc::StatusCode::CANCELLED) require(end);
    }

private:
    const std::shared_ptr<grpc::Channel> channel;
    const std::unique_ptr<Incidents::Stub> incidents;
    const std::unique_ptr<Actors::Stub> actors;
    const std::unique_ptr<Statements::Stub> statements;
    const std::unique_ptr<Server::Stub> server;
};

// Prints what went wrong; of a bad request, with which of its fields.
void report(const grpc::Status &status) {
    std::cerr << "attribute: " << absl::StatusCodeToString(static_cast<absl::StatusCode>(status.error_code())) << ": "
              << status.error_message() << '\n';
    google::rpc::Status whole;
    whole.ParseFromString(status.error_details());
    for (const google::protobuf::Any &detail : whole.details()) {
        google::rpc::BadRequest badRequest;
        if (!detail.UnpackTo(&badRequest)) continue;
        for (const auto &violation : badRequest.field_violations()) {
            std::cerr << "  " << violation.field() << ": " << violation.description() << '\n';
        }
    }
}

int main(int count, char **arguments) {
    std::string address = "127.0.0.1:7420";
    int next = 1;
    if (count > 3 && std::string_view(arguments[1]) == "--server") {
        address = arguments[2];
        next = 3;
    }
    if (next != count - 1 || arguments[next][0] == '-') {
        std::cerr << "usage: attribute [--server HOST:PORT] ID\n";
        return 2;
    }
    const std::string id = arguments[next];
    try {
        Client client(address);
        const uint64_t before = client.sequence();
        client.record(id);
        client.showPicture("incidents/" + id);
        // It begins before what was just written: however late a watch comes, it misses nothing.
        client.watch("incidents/" + id, before);
    } catch (const grpc::Status &status) {
        report(status);
        return 1;
    }
}
