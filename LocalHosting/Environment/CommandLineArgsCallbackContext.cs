namespace Aspire.Hosting.ApplicationModel;

/// <summary>The arguments of a resource while they are put together, at each start.</summary>
public sealed class CommandLineArgsCallbackContext
{
    /// <summary>Begins the arguments.</summary>
    /// <param name="args">The arguments so far.</param>
    /// <param name="cancellationToken">Signalled when the start is given up.</param>
    public CommandLineArgsCallbackContext(IList<object> args, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(args);
        Args = args;
        CancellationToken = cancellationToken;
    }

    /// <summary>The arguments: strings, and values that are resolved afterwards.</summary>
    public IList<object> Args { get; }

    /// <summary>Signalled when the start is given up.</summary>
    public CancellationToken CancellationToken { get; }
}
