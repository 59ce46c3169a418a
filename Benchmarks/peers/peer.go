// A peer to measure beside dossierd: dossier.v1.Incidents/GetIncident on grpc-go or on Go's ttrpc, with the incidents that
// standard input holds, each as a length (four bytes, big endian) and an encoded dossier.v1.Incident.
//
//	peer grpc|ttrpc PORT < incidents
package main

import (
	"bufio"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"log"
	"net"
	"os"

	"github.com/containerd/ttrpc"
	"github.com/sirupsen/logrus"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	dossier "dossier/v1"
)

const service = "dossier.v1.Incidents"

type incidents map[string]*dossier.Incident

func main() {
	log.SetFlags(0)
	log.SetPrefix("peer: ")
	if len(os.Args) != 3 {
		log.Fatal("usage: peer grpc|ttrpc PORT < incidents")
	}
	record, err := read(bufio.NewReader(os.Stdin))
	if err != nil {
		log.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:"+os.Args[2])
	if err != nil {
		log.Fatal(err)
	}
	switch os.Args[1] {
	case "grpc":
		err = record.serveGRPC(listener)
	case "ttrpc":
		err = record.serveTTRPC(listener)
	default:
		err = errors.New("neither grpc nor ttrpc: " + os.Args[1])
	}
	log.Fatal(err)
}

func read(input io.Reader) (incidents, error) {
	record := incidents{}
	for {
		var size uint32
		if err := binary.Read(input, binary.BigEndian, &size); err == io.EOF {
			return record, nil
		} else if err != nil {
			return nil, err
		}
		bytes := make([]byte, size)
		if _, err := io.ReadFull(input, bytes); err != nil {
			return nil, err
		}
		incident := &dossier.Incident{}
		if err := incident.Unmarshal(bytes); err != nil {
			return nil, err
		}
		record[incident.Name] = incident
	}
}

func (record incidents) get(request *dossier.GetIncidentRequest) (*dossier.Incident, error) {
	if incident, ok := record[request.Name]; ok {
		return incident, nil
	}
	return nil, status.Error(codes.NotFound, request.Name+" does not exist")
}

func (record incidents) serveGRPC(listener net.Listener) error {
	server := grpc.NewServer()
	dossier.RegisterIncidentsServer(server, &getter{incidents: record})
	return server.Serve(listener)
}

// The service, of whose methods only this one is served.
type getter struct {
	dossier.UnimplementedIncidentsServer
	incidents
}

func (g *getter) GetIncident(_ context.Context, request *dossier.GetIncidentRequest) (*dossier.Incident, error) {
	return g.get(request)
}

func (record incidents) serveTTRPC(listener net.Listener) error {
	// It logs every reply that a load no longer waits for at its end.
	logrus.SetLevel(logrus.FatalLevel)
	server, err := ttrpc.NewServer()
	if err != nil {
		return err
	}
	server.Register(service, map[string]ttrpc.Method{
		"GetIncident": func(_ context.Context, unmarshal func(interface{}) error) (interface{}, error) {
			request := &dossier.GetIncidentRequest{}
			if err := unmarshal(request); err != nil {
				return nil, err
			}
			return record.get(request)
		},
	})
	return server.Serve(context.Background(), listener)
}
