// Records an incident and an accusation at a Dossier server, over gRPC, and watches the accusation arrive.
//
//	attribute [--server HOST:PORT] ID
package main

import (
	"context"
	"flag"
	"fmt"
	"log"
	"os"
	"strings"
	"time"

	"google.golang.org/genproto/googleapis/rpc/code"
	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc"
	"google.golang.org/grpc/status"

	dossier "dossier/v1"
)

const (
	callTime  = 10 * time.Second
	watchTime = 30 * time.Second
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("attribute: ")
	server := flag.String("server", "127.0.0.1:7420", "`HOST:PORT` of dossierd")
	flag.Usage = func() { fmt.Fprintln(os.Stderr, "usage: attribute [--server HOST:PORT] ID") }
	flag.Parse()
	if flag.NArg() != 1 {
		flag.Usage()
		os.Exit(2)
	}

	connection, err := grpc.Dial(*server, grpc.WithInsecure(), grpc.WithUnaryInterceptor(withDeadline))
	if err != nil {
		log.Fatal(err)
	}
	defer connection.Close()
	if err := run(connection, flag.Arg(0)); err != nil {
		report(err)
		os.Exit(1)
	}
}

// withDeadline gives every unary call its time.
func withDeadline(ctx context.Context, method string, request, reply interface{}, connection *grpc.ClientConn,
	invoke grpc.UnaryInvoker, options ...grpc.CallOption) error {
	ctx, cancel := context.WithTimeout(ctx, callTime)
	defer cancel()
	return invoke(ctx, method, request, reply, connection, options...)
}

func run(connection *grpc.ClientConn, id string) error {
	before, err := dossier.NewServerClient(connection).GetStatus(context.Background(), &dossier.GetStatusRequest{})
	if err != nil {
		return err
	}
	if err := record(connection, id); err != nil {
		return err
	}
	statements := dossier.NewStatementsClient(connection)
	if err := showPicture(statements, "incidents/"+id); err != nil {
		return err
	}
	// It begins before what was just written: however late a watch comes, it misses nothing.
	return watch(statements, "incidents/"+id, before.Sequence)
}

// record records an incident, two actors, and that one says of the other that it was behind the incident.
func record(connection *grpc.ClientConn, id string) error {
	ctx := context.Background()
	incident, err := dossier.NewIncidentsClient(connection).CreateIncident(ctx, &dossier.CreateIncidentRequest{
		IncidentId: id,
		Incident:   &dossier.Incident{Title: "Outage of the ticket machines", Tlp: dossier.Tlp_TLP_GREEN},
	})
	if err != nil {
		return err
	}
	fmt.Println("created", incident.Name)

	// Both, or neither.
	created, err := dossier.NewActorsClient(connection).BatchCreateActors(ctx, &dossier.BatchCreateActorsRequest{
		Requests: []*dossier.CreateActorRequest{{
			ActorId: id + "-operator",
			Actor: &dossier.Actor{
				DisplayName:   "Operator of the ticket machines",
				IdentityClass: dossier.IdentityClass_IDENTITY_CLASS_ORGANIZATION,
			},
		}, {
			ActorId: id + "-gang",
			Actor: &dossier.Actor{
				DisplayName:   "A gang",
				IdentityClass: dossier.IdentityClass_IDENTITY_CLASS_GROUP,
			},
		}},
	})
	if err != nil {
		return err
	}
	operator, gang := created.Actors[0], created.Actors[1]
	fmt.Println("created", operator.Name)
	fmt.Println("created", gang.Name)

	statement, err := dossier.NewStatementsClient(connection).CreateStatement(ctx, &dossier.CreateStatementRequest{
		StatementId: id + "-accusation",
		Statement: &dossier.Statement{
			Kind:         dossier.StatementKind_STATEMENT_KIND_ATTRIBUTES,
			Speaker:      operator.Name,
			About:        []*dossier.Reference{{Name: incident.Name}},
			TargetActors: []string{gang.Name},
			Basis:        dossier.Basis_BASIS_RECEIVER,
		},
	})
	if err != nil {
		return err
	}
	fmt.Println("created", statement.Name)
	return nil
}

// showPicture prints who is accused, and by whom.
func showPicture(statements dossier.StatementsClient, incident string) error {
	picture, err := statements.GetPicture(context.Background(), &dossier.GetPictureRequest{Incident: incident})
	if err != nil {
		return err
	}
	fmt.Printf("picture of %s: %s\n", incident, word(picture.Status))
	for _, accused := range picture.Accused {
		var accusers []string
		for _, position := range accused.Asserters {
			accusers = append(accusers, position.Principal)
		}
		fmt.Printf("  %s, accused by %s: %s\n", accused.Actor, strings.Join(accusers, ", "), word(accused.Status))
	}
	return nil
}

func word(status dossier.AttributionStatus) string {
	return strings.TrimPrefix(status.String(), "ATTRIBUTION_STATUS_")
}

// watch prints the first change of what is said about an incident after a transaction of the record.
func watch(statements dossier.StatementsClient, incident string, sequence uint64) error {
	// To cancel its context is to end the watch.
	ctx, cancel := context.WithTimeout(context.Background(), watchTime)
	defer cancel()
	events, err := statements.WatchStatements(ctx, &dossier.WatchStatementsRequest{
		After:  &dossier.WatchStatementsRequest_Sequence{Sequence: sequence},
		Filter: "about.name = " + incident,
	})
	if err != nil {
		return err
	}
	for {
		event, err := events.Recv()
		if err != nil {
			return err
		}
		if event.Type != dossier.ChangeType_CHANGE_TYPE_HEARTBEAT {
			change := strings.TrimPrefix(event.Type.String(), "CHANGE_TYPE_")
			fmt.Printf("watched: %s %s in transaction %d\n", change, event.Name, event.Sequence)
			return nil
		}
	}
}

// report prints what went wrong; of a bad request, with which of its fields.
func report(err error) {
	failure := status.Convert(err)
	log.Printf("%s: %s", code.Code(failure.Code()), failure.Message())
	for _, detail := range failure.Details() {
		if badRequest, ok := detail.(*errdetails.BadRequest); ok {
			for _, violation := range badRequest.FieldViolations {
				fmt.Fprintf(os.Stderr, "  %s: %s\n", violation.Field, violation.Description)
			}
		}
	}
}
