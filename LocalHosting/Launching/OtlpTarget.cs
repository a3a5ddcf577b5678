namespace LlmAspire.LocalHosting.Launching;

/// <summary>Where services send their telemetry.</summary>
/// <param name="Endpoint">The URL.</param>
/// <param name="Protocol"><c>grpc</c> or <c>http/protobuf</c>.</param>
/// <param name="Headers">The headers, such as <c>x-otlp-api-key=KEY</c>; null sends none.</param>
internal sealed record OtlpTarget(string Endpoint, string Protocol, string? Headers);
