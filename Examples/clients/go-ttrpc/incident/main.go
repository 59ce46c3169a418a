// Records an incident at a Dossier server and reads it back, over ttrpc.
//
//	incident [-server 127.0.0.1:7420] ID TITLE
package main

import (
	"context"
	"flag"
	"fmt"
	"log"
	"net"
	"os"
	"time"

	"github.com/containerd/ttrpc"
	"github.com/gogo/protobuf/proto"

	dossier "dossier/v1"
)

const service = "dossier.v1.Incidents"

func main() {
	log.SetFlags(0)
	server := flag.String("server", "127.0.0.1:7420", "HOST:PORT of dossierd")
	flag.Parse()
	if flag.NArg() != 2 {
		fmt.Fprintln(os.Stderr, "usage: incident [-server HOST:PORT] ID TITLE")
		os.Exit(2)
	}
	connection, err := net.Dial("tcp", *server)
	if err != nil {
		log.Fatal(err)
	}
	client := ttrpc.NewClient(connection)
	defer client.Close()
	if err := run(client, flag.Arg(0), flag.Arg(1)); err != nil {
		log.Fatal(err)
	}
}

func run(client *ttrpc.Client, id, title string) error {
	// The client library sends the deadline with each call.
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()

	created := &dossier.Incident{}
	err := client.Call(ctx, service, "CreateIncident", &dossier.CreateIncidentRequest{
		IncidentId: id,
		Incident:   &dossier.Incident{Title: title, Tlp: dossier.Tlp_TLP_GREEN},
	}, created)
	if err != nil {
		return fmt.Errorf("CreateIncident: %w", err)
	}
	fmt.Printf("created %s, revision %d\n", created.Name, created.Revision)

	read := &dossier.Incident{}
	err = client.Call(ctx, service, "GetIncident", &dossier.GetIncidentRequest{Name: created.Name}, read)
	if err != nil {
		return fmt.Errorf("GetIncident: %w", err)
	}
	fmt.Print(proto.MarshalTextString(read))
	return nil
}
