namespace LlmAspire.LocalHosting.Dashboard.ResourceService;

/// <summary>The gRPC status codes that this service answers with (grpc.io, status codes).</summary>
internal enum GrpcStatus
{
    /// <summary>Done.</summary>
    Ok = 0,

    /// <summary>The message is not what the method reads.</summary>
    InvalidArgument = 3,

    /// <summary>No such resource.</summary>
    NotFound = 5,

    /// <summary>No such method here.</summary>
    Unimplemented = 12,

    /// <summary>The host is stopping.</summary>
    Unavailable = 14,

    /// <summary>The key is missing or wrong.</summary>
    Unauthenticated = 16,
}
