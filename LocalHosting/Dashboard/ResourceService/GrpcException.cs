namespace LlmAspire.LocalHosting.Dashboard.ResourceService;

/// <summary>Ends a call with a status other than <see cref="GrpcStatus.Ok"/>.</summary>
internal sealed class GrpcException : Exception
{
    /// <summary>Ends the call with that status and text.</summary>
    public GrpcException(GrpcStatus status, string message) : base(message) => Status = status;

    /// <summary>The status sent to the caller.</summary>
    public GrpcStatus Status { get; }
}
