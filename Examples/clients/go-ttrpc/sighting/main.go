// Records a sighting at a Dossier server that has the module Examples/modules/sightings, and reads it back, over ttrpc.
//
//	sighting [-server 127.0.0.1:7420] [-incident NAME] [-actor NAME] ID INDICATOR
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
	"github.com/gogo/protobuf/types"

	sightings "example/sightings/v1"
)

const service = "example.sightings.v1.Sightings"

func main() {
	log.SetFlags(0)
	server := flag.String("server", "127.0.0.1:7420", "HOST:PORT of dossierd")
	sighting := &sightings.Sighting{Count: 1, ObservedTime: types.TimestampNow()}
	flag.StringVar(&sighting.Incident, "incident", "", "what it was seen in: incidents/ID")
	flag.StringVar(&sighting.Actor, "actor", "", "whose it is: actors/ID")
	flag.Parse()
	if flag.NArg() != 2 {
		fmt.Fprintln(os.Stderr, "usage: sighting [-server HOST:PORT] [-incident NAME] [-actor NAME] ID INDICATOR")
		os.Exit(2)
	}
	sighting.Indicator = flag.Arg(1)
	connection, err := net.Dial("tcp", *server)
	if err != nil {
		log.Fatal(err)
	}
	client := ttrpc.NewClient(connection)
	defer client.Close()
	if err := run(client, flag.Arg(0), sighting); err != nil {
		log.Fatal(err)
	}
}

func run(client *ttrpc.Client, id string, sighting *sightings.Sighting) error {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()

	created := &sightings.Sighting{}
	err := client.Call(ctx, service, "CreateSighting", &sightings.CreateSightingRequest{
		SightingId: id,
		Sighting:   sighting,
	}, created)
	if err != nil {
		return fmt.Errorf("CreateSighting: %w", err)
	}
	fmt.Printf("created %s\n", created.Name)

	read := &sightings.Sighting{}
	err = client.Call(ctx, service, "GetSighting", &sightings.GetSightingRequest{Name: created.Name}, read)
	if err != nil {
		return fmt.Errorf("GetSighting: %w", err)
	}
	fmt.Print(proto.MarshalTextString(read))
	return nil
}
