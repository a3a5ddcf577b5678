using Aspire.Hosting.ApplicationModel;
using LlmAspire.LocalHosting.Orchestration;
using Microsoft.Extensions.DependencyInjection;

namespace LlmAspire.LocalHosting.Commands;

/// <summary>The commands start, stop and restart, with Aspire's icons and rules for when each can be used.</summary>
internal static class LifecycleCommands
{
    /// <summary>The three commands.</summary>
    public static readonly IReadOnlyList<ResourceCommandAnnotation> All =
    [
        new(
            KnownResourceCommands.StartCommand,
            "Start",
            StartState,
            (context) => Orchestrator(context).StartAsync(context.ResourceName, context.CancellationToken),
            displayDescription: "Start resource",
            parameter: null,
            confirmationMessage: null,
            iconName: "Play",
            iconVariant: IconVariant.Filled,
            isHighlighted: true),
        new(
            KnownResourceCommands.StopCommand,
            "Stop",
            StopState,
            (context) => Orchestrator(context).StopAsync(context.ResourceName, context.CancellationToken),
            displayDescription: "Stop resource",
            parameter: null,
            confirmationMessage: null,
            iconName: "Stop",
            iconVariant: IconVariant.Filled,
            isHighlighted: true),
        new(
            KnownResourceCommands.RestartCommand,
            "Restart",
            RestartState,
            (context) => Orchestrator(context).RestartAsync(context.ResourceName, context.CancellationToken),
            displayDescription: "Restart resource",
            parameter: null,
            confirmationMessage: null,
            iconName: "ArrowCounterclockwise",
            iconVariant: IconVariant.Regular,
            isHighlighted: false),
    ];

    private static ResourceOrchestrator Orchestrator(ExecuteCommandContext context) =>
        context.ServiceProvider.GetRequiredService<ResourceOrchestrator>();

    private static ResourceCommandState StartState(UpdateCommandStateContext context)
    {
        var state = context.ResourceSnapshot.State?.Text;
        return string.IsNullOrEmpty(state) || state == KnownResourceStates.Starting ? ResourceCommandState.Disabled
            : IsStopped(state) || state == KnownResourceStates.Waiting ? ResourceCommandState.Enabled
            : ResourceCommandState.Hidden;
    }

    private static ResourceCommandState StopState(UpdateCommandStateContext context)
    {
        var state = context.ResourceSnapshot.State?.Text;
        return state == KnownResourceStates.Stopping ? ResourceCommandState.Disabled
            : IsStopped(state) || IsUnderway(state) ? ResourceCommandState.Hidden
            : ResourceCommandState.Enabled;
    }

    private static ResourceCommandState RestartState(UpdateCommandStateContext context)
    {
        var state = context.ResourceSnapshot.State?.Text;
        return IsStopped(state) || IsUnderway(state) || state == KnownResourceStates.Stopping
            ? ResourceCommandState.Disabled
            : ResourceCommandState.Enabled;
    }

    private static bool IsStopped(string? state) => KnownResourceStates.TerminalStates.Contains(state)
        || state == KnownResourceStates.NotStarted
        || state == LocalResourceStates.Unavailable;

    private static bool IsUnderway(string? state) =>
        string.IsNullOrEmpty(state) || state == KnownResourceStates.Starting || state == KnownResourceStates.Waiting;
}
