// Records an incident and an accusation at a Dossier server, over ttrpc, and reads the picture.
//
//	attribute [--server HOST:PORT] ID
package main

import (
	"context"
	"flag"
	"fmt"
	"log"
	"net"
	"os"
	"strings"
	"time"

	"github.com/containerd/ttrpc"
	"google.golang.org/genproto/googleapis/rpc/code"
	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc/status"

	dossier "dossier/v1"
)

const callTime = 10 * time.Second

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
	id := flag.Arg(0)

	connection, err := net.Dial("tcp", *server)
	if err != nil {
		log.Fatal(err)
	}
	c := client{ttrpc.NewClient(connection)}
	defer c.Close()
	if err = c.record(id); err == nil {
		err = c.showPicture("incidents/" + id)
	}
	if err != nil {
		report(err)
		os.Exit(1)
	}
}

type client struct{ *ttrpc.Client }

// call makes one call of dossier.v1, with a deadline.
func (c client) call(service, method string, request, reply interface{}) error {
	// The library sends the deadline with the call.
	ctx, cancel := context.WithTimeout(context.Background(), callTime)
	defer cancel()
	return c.Call(ctx, "dossier.v1."+service, method, request, reply)
}

// record records an incident, two actors, and that one says of the other that it was behind the incident.
func (c client) record(id string) error {
	incident := &dossier.Incident{}
	err := c.call("Incidents", "CreateIncident", &dossier.CreateIncidentRequest{
		IncidentId: id,
		Incident:   &dossier.Incident{Title: "Outage of the ticket machines", Tlp: dossier.Tlp_TLP_GREEN},
	}, incident)
	if err != nil {
		return err
	}
	fmt.Println("created", incident.Name)

	// Both, or neither.
	created := &dossier.BatchCreateActorsResponse{}
	err = c.call("Actors", "BatchCreateActors", &dossier.BatchCreateActorsRequest{
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
	}, created)
	if err != nil {
		return err
	}
	operator, gang := created.Actors[0], created.Actors[1]
	fmt.Println("created", operator.Name)
	fmt.Println("created", gang.Name)

	statement := &dossier.Statement{}
	err = c.call("Statements", "CreateStatement", &dossier.CreateStatementRequest{
		StatementId: id + "-accusation",
		Statement: &dossier.Statement{
			Kind:         dossier.StatementKind_STATEMENT_KIND_ATTRIBUTES,
			Speaker:      operator.Name,
			About:        []*dossier.Reference{{Name: incident.Name}},
			TargetActors: []string{gang.Name},
			Basis:        dossier.Basis_BASIS_RECEIVER,
		},
	}, statement)
	if err != nil {
		return err
	}
	fmt.Println("created", statement.Name)
	return nil
}

// showPicture prints who is accused, and by whom.
func (c client) showPicture(incident string) error {
	picture := &dossier.Picture{}
	err := c.call("Statements", "GetPicture", &dossier.GetPictureRequest{Incident: incident}, picture)
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

// report prints what went wrong; of a bad request, with which of its fields.
func report(err error) {
	failure, ok := status.FromError(err)
	if !ok {
		failure = status.FromContextError(err)
	}
	log.Printf("%s: %s", code.Code(failure.Code()), failure.Message())
	for _, detail := range failure.Details() {
		if badRequest, ok := detail.(*errdetails.BadRequest); ok {
			for _, violation := range badRequest.FieldViolations {
				fmt.Fprintf(os.Stderr, "  %s: %s\n", violation.Field, violation.Description)
			}
		}
	}
}
