#!/usr/bin/env ruby
# frozen_string_literal: true

# Records an incident and an accusation at a Dossier server, over gRPC, and watches the accusation arrive.

$LOAD_PATH.unshift(__dir__)

require 'optparse'
require 'grpc'
require 'google/protobuf/well_known_types'
require 'google/rpc/error_details_pb'
require 'dossier/v1/actors_services_pb'
require 'dossier/v1/incidents_services_pb'
require 'dossier/v1/server_services_pb'
require 'dossier/v1/statements_services_pb'

# The three services and the server itself. Every call has a deadline.
class Client
  include Dossier::V1

  CALL_SECONDS = 10
  WATCH_SECONDS = 30

  def initialize(address)
    stub = ->(service) { service::Stub.new(address, :this_channel_is_insecure, timeout: CALL_SECONDS) }
    @incidents = stub.(Incidents)
    @actors = stub.(Actors)
    @statements = stub.(Statements)
    @server = stub.(Server)
  end

  # The number of the record's last transaction.
  def sequence
    @server.get_status(GetStatusRequest.new).sequence
  end

  # Records an incident, two actors, and that one says of the other that it was behind the incident.
  def record(id)
    incident = @incidents.create_incident(
      CreateIncidentRequest.new(
        incident_id: id,
        incident: Incident.new(title: 'Outage of the ticket machines', tlp: :TLP_GREEN)
      )
    )
    puts "created #{incident.name}"

    operator = Actor.new(
      display_name: 'Operator of the ticket machines',
      identity_class: :IDENTITY_CLASS_ORGANIZATION
    )
    gang = Actor.new(display_name: 'A gang', identity_class: :IDENTITY_CLASS_GROUP)
    requests = [
      CreateActorRequest.new(actor_id: "#{id}-operator", actor: operator),
      CreateActorRequest.new(actor_id: "#{id}-gang", actor: gang)
    ]
    # Both, or neither.
    operator, gang = @actors.batch_create_actors(BatchCreateActorsRequest.new(requests: requests)).actors.to_a
    puts "created #{operator.name}", "created #{gang.name}"

    accusation = Statement.new(
      kind: :STATEMENT_KIND_ATTRIBUTES,
      speaker: operator.name,
      about: [Reference.new(name: incident.name)],
      target_actors: [gang.name],
      basis: :BASIS_RECEIVER
    )
    statement = @statements.create_statement(
      CreateStatementRequest.new(statement_id: "#{id}-accusation", statement: accusation)
    )
    puts "created #{statement.name}"
  end

  # Prints who is accused, and by whom.
  def show_picture(incident)
    picture = @statements.get_picture(GetPictureRequest.new(incident: incident))
    puts "picture of #{incident}: #{word(picture.status)}"
    picture.accused.each do |accused|
      accusers = accused.asserters.map(&:principal).join(', ')
      puts "  #{accused.actor}, accused by #{accusers}: #{word(accused.status)}"
    end
  end

  # Prints the first change of what is said about an incident after a transaction of the record.
  def watch(incident, sequence)
    request = WatchStatementsRequest.new(sequence: sequence, filter: "about.name = #{incident}")
    call = @statements.watch_statements(request, deadline: Time.now + WATCH_SECONDS, return_op: true)
    event = call.execute.find { |change| change.type != :CHANGE_TYPE_HEARTBEAT }
    puts "watched: #{word(event.type)} #{event.name} in transaction #{event.sequence}"
    call.cancel
  end

  private

  def word(value)
    value.to_s.sub(/\A(ATTRIBUTION_STATUS|CHANGE_TYPE)_/, '')
  end
end

# Prints what went wrong; of a bad request, with which of its fields.
def report(error)
  code = GRPC::Core::StatusCodes.constants.find { |name| GRPC::Core::StatusCodes.const_get(name) == error.code }
  warn "attribute: #{code}: #{error.details}"
  details = error.to_rpc_status&.details || []
  details.select { |detail| detail.is(Google::Rpc::BadRequest) }.each do |detail|
    detail.unpack(Google::Rpc::BadRequest).field_violations.each do |violation|
      warn "  #{violation.field}: #{violation.description}"
    end
  end
end

server = '127.0.0.1:7420'
parser = OptionParser.new('usage: attribute [--server HOST:PORT] ID')
parser.on('--server HOST:PORT') { |address| server = address }
begin
  id, *rest = parser.parse(ARGV)
  raise OptionParser::ParseError, 'one ID' unless id && rest.empty?
rescue OptionParser::ParseError
  warn parser.banner
  exit 2
end

begin
  client = Client.new(server)
  before = client.sequence
  client.record(id)
  client.show_picture("incidents/#{id}")
  # It begins before what was just written: however late a watch comes, it misses nothing.
  client.watch("incidents/#{id}", before)
rescue GRPC::BadStatus => e
  report(e)
  exit 1
end
